package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as slowness of a peer, and what is the node's own. */
class PaceTest {

  private static final int READ_BYTES = 64 * 1024;

  private long now;
  private final Pace pace = new Pace(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void read(Duration waited, int bytes) {
    pace.waits(false);
    pass(waited);
    pace.came(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 400})
  void whoIsWaitedForIsAsFastAsItsBytes(int bytesOfTick) {
    for (int tick = 0; tick < 300; tick++) {
      read(Duration.ofMillis(200), bytesOfTick);
    }
    assertThat(pace.bytesPerSecond()).isBetween(4.5 * bytesOfTick, 5.5 * bytesOfTick);
  }

  @Test
  void whoIsSilentFromTheStartIsKnownAsSuchAfterTwoSeconds() {
    pace.waits(false);
    pass(Duration.ofMillis(1999));
    assertThat(pace.bytesPerSecond()).isInfinite();
    pass(Duration.ofMillis(2));
    assertThat(pace.bytesPerSecond()).isZero();
  }

  /** The sender's window is closed while the node writes; it needs time to begin again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100})
  void whoIsWaitedForNoLongerThanTheNodeWasBusyIsNotSlow(long busySeconds) {
    for (int i = 0; i < 100; i++) {
      read(Duration.ofMillis(800), 1000);
      pass(Duration.ofSeconds(busySeconds));
    }
    assertThat(pace.bytesPerSecond()).isGreaterThan(ProtocolLimits.FAST_PEER);
  }

  @Test
  void timeOfTheNodeExcusesNoEndlessSilence() {
    read(Duration.ofMillis(100), READ_BYTES);
    pass(Duration.ofHours(1));
    pace.waits(false);
    pass(Duration.ofSeconds(10));
    assertThat(pace.bytesPerSecond()).isInfinite();
    pass(Duration.ofSeconds(5));
    assertThat(pace.bytesPerSecond()).isLessThan(ProtocolLimits.FAST_PEER);
  }

  /** Bytes were there and the thread came to them late: a read that blocks no time of the peer. */
  @Test
  void aReadThatFindsBytesIsNoWaiting() {
    for (int i = 0; i < 100; i++) {
      pace.waits(true);
      pass(Duration.ofSeconds(5));
      pace.came(100);
    }
    assertThat(pace.bytesPerSecond()).isInfinite();
  }

  @Test
  void theClockOfTheNodeStandsWhileTheNodeStands() {
    RunningClock clock = new RunningClock(() -> now, Duration.ofMillis(250));
    long start = clock.getAsLong();
    for (int i = 0; i < 40; i++) {
      pass(Duration.ofMillis(250));
      clock.tick();
    }
    assertThat(clock.getAsLong() - start).isEqualTo(Duration.ofSeconds(10).toNanos());
    pass(Duration.ofMinutes(3));
    long stalled = clock.getAsLong();
    assertThat(stalled - start).isLessThan(Duration.ofSeconds(12).toNanos());
    clock.tick();
    assertThat(clock.getAsLong()).isEqualTo(stalled);
    pass(Duration.ofMillis(250));
    clock.tick();
    assertThat(clock.getAsLong() - stalled).isEqualTo(Duration.ofMillis(250).toNanos());
  }
}
