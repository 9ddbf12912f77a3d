package org.rotavox.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from attempt to attempt up to a bound, and is
 * then shortened by up to a half at random, so that what failed together does not come back
 * together.
 */
final class Backoff {

  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Returns the wait after some attempts, between a half of the nominal wait and all of it.
   *
   * @param attempts attempts so far, at least 1
   */
  Duration after(int attempts) {
    Duration nominal = first;
    for (int i = 1; i < Math.min(attempts, MAX_DOUBLINGS); i++) {
      nominal = nominal.multipliedBy(2);
      if (nominal.compareTo(longest) >= 0) {
        break;
      }
    }
    long millis = nominal.compareTo(longest) < 0 ? nominal.toMillis() : longest.toMillis();
    return Duration.ofMillis(millis - (long) (random.nextDouble() * 0.5 * millis));
  }
}
