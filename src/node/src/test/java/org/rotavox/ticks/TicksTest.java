package org.rotavox.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.Failure;
import org.rotavox.store.StoreFixture;

class TicksTest {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final SetClock clock = new SetClock();

  /** Every piece goes on after each jump, and those at given times are set anew once. */
  @ParameterizedTest
  @ValueSource(longs = {-86_400, -600, -61, 61, 600, 86_400})
  void aClockThatIsSetStopsNothing(long seconds) {
    AtomicInteger often = new AtomicInteger();
    AtomicInteger vital = new AtomicInteger();
    AtomicInteger atTimes = new AtomicInteger();
    AtomicInteger set = new AtomicInteger();
    try (Ticks ticks = new Ticks(Vitals.unwatched(), clock, LOOK)) {
      ticks.every("often", Duration.ofMillis(10), often::incrementAndGet);
      ticks.every(VitalPart.CLAIM, Duration.ofMillis(10), vital::incrementAndGet);
      ticks.at("every second", "* * * * * ?", ZoneOffset.UTC, atTimes::incrementAndGet);
      ticks.whenClockIsSet(
          () -> {
            set.incrementAndGet();
            throw new IllegalStateException("of the test");
          });
      ticks.start();
      Awaitility.await().until(() -> often.get() > 5 && vital.get() > 5 && atTimes.get() > 0);
      assertThat(set).hasValue(0);
      clock.ahead = Duration.ofSeconds(seconds);
      Awaitility.await().until(() -> set.get() == 1);
      int before = often.get();
      int vitalBefore = vital.get();
      int atTimesBefore = atTimes.get();
      Awaitility.await()
          .until(
              () ->
                  often.get() > before + 5
                      && vital.get() > vitalBefore + 5
                      && atTimes.get() > atTimesBefore);
      assertThat(set).hasValue(1);
    }
  }

  @Test
  void whatWaitsForAnotherTryIsDueAfterTheClockWasSet(@TempDir Path folder) throws IOException {
    try (StoreFixture node = new StoreFixture(folder)) {
      long job = node.job("1.1");
      node.ledger().claimNextJob("owner", node.clock.instant());
      Failure busy = new Failure(Failure.Kind.RESOURCE, "busy");
      node.ledger().jobRetry(node.claimOf(job), node.clock.instant().plusSeconds(60), busy);
      node.clock.move(Duration.ofMinutes(-10));
      assertThat(node.ledger().claimNextJob("owner", node.clock.instant())).isEmpty();
      assertThat(node.ledger().orders().endWaits()).isEqualTo(1);
      assertThat(node.ledger().claimNextJob("owner", node.clock.instant())).isPresent();
    }
  }

  private static final class SetClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
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
