package org.rotavox.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.rotavox.model.Backoff;

/**
 * Whether it makes sense to speak to a destination: closed as long as it answers; open for a while
 * after a connection failed, longer after each further failure, so that a destination that is down
 * costs little and harms nobody else. When the while is over, one worker tries for all.
 *
 * <p>For the workers of one destination. Thread-safe.
 */
final class Circuit {

  /** By up to this part a wait is shorter. */
  private static final double CHANCE = 0.2;

  private final Backoff backoff;
  private final Clock clock;
  private int failures;
  private Instant tryAt = Instant.MIN;

  Circuit(Duration first, Duration longest, Clock clock) {
    this.backoff = new Backoff(first, longest, CHANCE);
    this.clock = clock;
  }

  /**
   * Returns true if this worker may connect now.
   *
   * @param worker from 0; the first one tries for all
   */
  synchronized boolean mayTry(int worker) {
    return failures == 0 || (worker == 0 && !clock.instant().isBefore(tryAt));
  }

  /** Notes that the destination answered; returns how many failures that ends. */
  synchronized int succeeded() {
    int ended = failures;
    failures = 0;
    return ended;
  }

  /** Notes that a connection failed; returns how long nobody tries. */
  synchronized Duration failed() {
    failures++;
    Duration wait = backOff(failures);
    tryAt = clock.instant().plus(wait);
    return wait;
  }

  /** Returns how long something waits after some attempts, at least 1. */
  Duration backOff(int attempts) {
    return backoff.after(attempts, ThreadLocalRandom.current());
  }
}
