package org.rotavox.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VitalsTest {

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final List<String> lastDeaths = new ArrayList<>();
  private final Vitals vitals = new Vitals(lastDeaths::add, nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @EnumSource(VitalPart.class)
  void aPartWithoutARoundIsLateUntilItsNextOne(VitalPart part) {
    Pulse pulse = vitals.watch(part, "one");
    Pulse other = vitals.watch(part, "other");
    pass(part.longestRound());
    assertThat(vitals.late()).isEmpty();
    pass(Duration.ofSeconds(1));
    other.beat();
    assertThat(vitals.late()).extracting(Vitals.Late::name).containsExactly("one");
    assertThat(vitals.late().get(0).inWords()).contains(part.words(), part.task(), "one");
    pulse.beat();
    assertThat(vitals.late()).isEmpty();
  }

  @Test
  void aPartThatEndedAsItShouldIsNotMissed() {
    vitals.watch(VitalPart.ACCEPT, "one").end();
    pass(Duration.ofDays(1));
    assertThat(vitals.late()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(VitalPart.class)
  void theThirdDeathWithinAnHourEndsTheProcess(VitalPart part) {
    Pulse pulse = vitals.watch(part, "one");
    for (Throwable death : deaths()) {
      pulse.round("it", thrower(death));
      pass(Vitals.MEMORY.dividedBy(2).plusSeconds(1));
    }
    assertThat(lastDeaths).as("never three within an hour").isEmpty();
    pulse.round("it", thrower(new OutOfMemoryError("unable to create native thread")));
    pulse.round("it", thrower(new StackOverflowError()));
    assertThat(lastDeaths).singleElement().asString().contains(part.words(), "3 times");
  }

  @Test
  void anExceptionIsNoDeathAndNothingGetsOut() {
    Pulse pulse = vitals.watch(VitalPart.NOTIFY, "one");
    for (int i = 0; i < 10; i++) {
      assertThatCode(() -> pulse.round("it", thrower(new IllegalStateException("a bug"))))
          .doesNotThrowAnyException();
    }
    assertThat(lastDeaths).isEmpty();
  }

  @Test
  void aLoopThatDiesGoesOnOnTheSameThread() throws InterruptedException {
    Vitals real = new Vitals(lastDeaths::add);
    Pulse pulse = real.watch(VitalPart.ACCEPT, "accept");
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch again = new CountDownLatch(1);
    Thread thread =
        new Thread(
            pulse.keepRunning(
                () -> {
                  if (rounds.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                  again.countDown();
                  Thread.sleep(60_000);
                }));
    thread.start();
    assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(rounds).hasValue(2);
    assertThat(lastDeaths).isEmpty();
    thread.interrupt();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aLoopThatReturnsIsOver() {
    AtomicInteger rounds = new AtomicInteger();
    vitals.watch(VitalPart.CONTROL, "control").keepRunning(rounds::incrementAndGet).run();
    assertThat(rounds).hasValue(1);
    pass(Duration.ofDays(1));
    assertThat(vitals.late()).isEmpty();
  }

  private static List<Throwable> deaths() {
    return List.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new NoClassDefFoundError("x"),
        new UnsatisfiedLinkError("y"),
        new AssertionError("z"),
        new InternalError("mapped file"));
  }

  private static Runnable thrower(Throwable what) {
    return () -> sneak(what);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable what) throws T {
    throw (T) what;
  }
}
