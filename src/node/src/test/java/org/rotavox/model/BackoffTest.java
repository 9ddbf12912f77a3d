package org.rotavox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff EXACT =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15), 0);

  @Test
  void doublesFromAttemptToAttemptUpToTheBound() {
    long[] seconds = {10, 20, 40, 80, 160, 320, 640, 900, 900};
    for (int i = 0; i < seconds.length; i++) {
      assertThat(EXACT.after(i + 1, new Random(1))).hasSeconds(seconds[i]);
    }
    assertThat(EXACT.after(Integer.MAX_VALUE, new Random(1))).hasMinutes(15);
  }

  @Test
  void aBoundBelowTheFirstWaitHolds() {
    Backoff backoff = new Backoff(Duration.ofHours(1), Duration.ofSeconds(5), 0);
    assertThat(backoff.after(1, new Random(1))).hasSeconds(5);
  }

  @Test
  void aPartOfEachWaitIsLeftToChance() {
    Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofDays(1), 0.5);
    Random random = new Random(5);
    for (int attempts = 1; attempts < 14; attempts++) {
      long nominal = EXACT.first().toMillis() << (attempts - 1);
      nominal = Math.min(nominal, Duration.ofDays(1).toMillis());
      for (int i = 0; i < 200; i++) {
        assertThat(backoff.after(attempts, random).toMillis()).isBetween(nominal / 2, nominal);
      }
    }
  }

  @Test
  void doesNotOverflow() {
    Backoff backoff = new Backoff(Duration.ofDays(300), Duration.ofDays(4000), 0.2);
    assertThat(backoff.after(100, new Random(1)))
        .isBetween(Duration.ofDays(3199), Duration.ofDays(4000));
  }
}
