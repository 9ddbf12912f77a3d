package org.rotavox.work;

import java.time.Duration;
import java.util.List;
import org.rotavox.model.Failure;
import org.rotavox.store.RoutedResult;

/** How one attempt at a job ended; what comes next is decided from it, in one place. */
public sealed interface StepResult {

  /**
   * The results are made, and their files are durable. The ledger does not know it yet.
   *
   * @param results what was made, and where each goes; never empty
   * @param summary what was made on what in which time, for the log
   */
  record Done(List<RoutedResult> results, String summary) implements StepResult {

    public Done {
      if (results.isEmpty()) {
        throw new IllegalArgumentException("a job that is done has made something");
      }
      results = List.copyOf(results);
    }
  }

  /**
   * The attempt could not finish now; the job shall be tried again.
   *
   * @param delay the least time to wait before the next attempt
   * @param cause why it could not finish
   */
  record RetryAfter(Duration delay, Failure cause) implements StepResult {}

  /**
   * The job can never finish with this input and these settings.
   *
   * @param cause why
   */
  record Failed(Failure cause) implements StepResult {}
}
