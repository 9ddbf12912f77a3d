package org.rotavox.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {

  private final SetClock wall = new SetClock();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it wraps around
  private final AtomicInteger jumps = new AtomicInteger();
  private final ClockWatch watch = new ClockWatch(wall, nanos::get, jumps::incrementAndGet);

  private void pass(Duration time) {
    wall.now = wall.now.plus(time);
    nanos.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -3_600, -600, -61, 61, 600, 3_600, 86_400})
  void eachJumpOfMoreThanAMinuteIsToldOnce(long seconds) {
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(10));
      watch.look();
    }
    assertThat(jumps).hasValue(0);
    wall.now = wall.now.plusSeconds(seconds);
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(10));
      watch.look();
    }
    assertThat(jumps).hasValue(1);
  }

  @Test
  void correctionsAndLongPausesAreNoJumps() {
    for (int i = -59; i < 60; i++) {
      wall.now = wall.now.plusSeconds(i);
      pass(Duration.ofMinutes(30));
      watch.look();
    }
    assertThat(jumps).hasValue(0);
  }

  @Test
  void aSteadyClockGoesOnEvenly() {
    SteadyClock clock = new SteadyClock();
    Instant before = clock.instant();
    assertThat(clock.instant()).isAfterOrEqualTo(before);
    assertThat(Duration.between(Instant.now(), before).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant()).isAfterOrEqualTo(before);
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
