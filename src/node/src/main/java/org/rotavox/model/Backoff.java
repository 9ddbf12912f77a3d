package org.rotavox.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from attempt to attempt up to a bound. A part
 * of it is left to chance, so that what failed together does not come back together.
 *
 * @param first the wait after the first attempt
 * @param longest the bound
 * @param chance the largest part by which a wait is shorter, 0 to 1
 */
public record Backoff(Duration first, Duration longest, double chance) {

  private static final int MOST_DOUBLINGS = 30;

  /**
   * Returns the wait after some attempts.
   *
   * @param attempts attempts so far, at least 1
   */
  public Duration after(int attempts, RandomGenerator random) {
    long millis = Math.min(first.toMillis(), longest.toMillis());
    for (int i = 1; i < Math.min(attempts, MOST_DOUBLINGS) && millis < longest.toMillis(); i++) {
      millis = Math.min(2 * millis, longest.toMillis());
    }
    return Duration.ofMillis(millis - (long) (random.nextDouble() * chance * millis));
  }
}
