package org.rotavox.model;

import java.time.Duration;

/** How one step of a job ended; the scheduler decides from it what comes next. */
public sealed interface StepResult {

  /** The step is finished and its outcome is durable. */
  record Done() implements StepResult {}

  /**
   * The step could not finish now and shall be tried again.
   *
   * @param delay the least time to wait before the next attempt
   * @param cause why it could not finish
   */
  record RetryAfter(Duration delay, Failure cause) implements StepResult {}

  /**
   * The step can never finish with this input and these settings.
   *
   * @param cause why
   */
  record Failed(Failure cause) implements StepResult {}
}
