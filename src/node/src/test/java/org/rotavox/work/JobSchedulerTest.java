package org.rotavox.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.desk.JobOperations;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.Verdict;
import org.rotavox.store.JobRecord;
import org.rotavox.store.RoutedResult;
import org.rotavox.store.StoreFixture;
import org.rotavox.ticks.Ticks;

class JobSchedulerTest {

  private static final StepResult BUSY =
      new StepResult.RetryAfter(
          Duration.ZERO, new Failure(Failure.Kind.RESOURCE, "the device is busy"));

  private StoreFixture node;
  private final List<Long> ran = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void runsWhatWaitsUntilNothingIsLeft() throws IOException {
    long first = node.job("1.1");
    long second = node.job("1.2");
    scheduler(this::succeed).tick();
    assertThat(ran).containsExactly(first, second);
    assertThat(state(second)).isEqualTo(JobState.DONE);
  }

  @Test
  void aFailureThatMayPassIsTriedAgainLaterAndLaterAndThenGivenUp() throws IOException {
    long id = node.job("1.1");
    JobScheduler scheduler = scheduler(job -> BUSY);
    List<Duration> waits = new ArrayList<>();
    for (int attempt = 1; attempt <= 4; attempt++) {
      scheduler.tick();
      assertThat(state(id)).isEqualTo(JobState.WAITING);
      waits.add(
          Duration.between(
              node.clock.instant(), node.ledger().job(id).orElseThrow().job().notBefore()));
      scheduler.tick();
      assertThat(node.ledger().job(id).orElseThrow().job().attempts()).isEqualTo(attempt);
      node.clock.move(waits.get(waits.size() - 1));
    }
    scheduler.tick();

    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
    assertThat(waits.get(3)).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(180));
    assertThat(state(id)).isEqualTo(JobState.FAILED);
    assertThat(node.ledger().job(id).orElseThrow().failure())
        .map(Failure::message)
        .contains(
            "the device is busy (given up after 5 attempts: when the cause is gone, retry job "
                + id
                + ")");

    assertThat(new JobOperations(node.ledger()).retry(id).accepted()).isTrue();
    scheduler.tick();
    assertThat(state(id)).isEqualTo(JobState.WAITING);
  }

  @Test
  void aFailureOfTheInputIsNotTriedAgain() throws IOException {
    long id = node.job("1.1");
    scheduler(job -> new StepResult.Failed(new Failure(Failure.Kind.INPUT, "no angles"))).tick();
    assertThat(state(id)).isEqualTo(JobState.FAILED);
  }

  @Test
  void whatNoOtherAttemptCanMendIsNotTriedAgainWhateverTheRunnerSays() throws IOException {
    long id = node.job("1.1");
    Failure input = new Failure(Failure.Kind.INPUT, "no angles");
    scheduler(job -> new StepResult.RetryAfter(Duration.ZERO, input)).tick();
    assertThat(state(id)).isEqualTo(JobState.FAILED);
  }

  @Test
  void theLongerOfTwoWaitsCounts() throws IOException {
    long id = node.job("1.1");
    Failure busy = new Failure(Failure.Kind.RESOURCE, "busy");
    scheduler(job -> new StepResult.RetryAfter(Duration.ofHours(5), busy)).tick();
    assertThat(node.ledger().job(id).orElseThrow().job().notBefore())
        .isEqualTo(node.clock.instant().plus(Duration.ofHours(5)));
  }

  @Test
  void aJobThatWasToEndWhenItsProcessDiedIsCancelled() throws IOException {
    long id = node.job("1.1");
    node.ledger().claimNextJob("dead", node.clock.instant());
    assertThat(new JobOperations(node.ledger()).cancel(id).message()).contains("being cancelled");
    node.clock.move(Duration.ofHours(1));
    scheduler(this::succeed).heartbeat();
    assertThat(state(id)).isEqualTo(JobState.CANCELLED);
    assertThat(ran).isEmpty();
  }

  @Test
  void whatAnotherAttemptHasTakenUpIsNotRecordedAgain() throws IOException {
    long id = node.job("1.1");
    scheduler(
            job -> {
              node.ledger().jobDied(job.claim(), 9);
              node.clock.move(Duration.ofHours(1));
              assertThat(node.ledger().claimNextJob("other", node.clock.instant())).isPresent();
              return succeed(job);
            })
        .tick();
    JobRecord record = node.ledger().job(id).orElseThrow();
    assertThat(record.job().state()).isEqualTo(JobState.RUNNING);
    assertThat(record.job().attempts()).isEqualTo(2);
    assertThat(node.ledger().deliveriesOf(id)).isEmpty();
  }

  @Test
  void aJobThatAlwaysFailsDoesNotStarveOthers() throws IOException {
    long poison = node.job("1.1", "ROOM1", Verdict.Priority.URGENT, "");
    long other = node.job("1.2", "ROOM1", Verdict.Priority.LOW, "");
    scheduler(job -> job.id() == poison ? BUSY : succeed(job)).tick();
    assertThat(state(poison)).isEqualTo(JobState.WAITING);
    assertThat(state(other)).isEqualTo(JobState.DONE);
  }

  @Test
  void anExceptionFailsTheJobAndFreesItsSlot() throws IOException {
    long broken = node.job("1.1");
    long next = node.job("1.2");
    scheduler(
            job -> {
              if (job.id() == broken) {
                throw new IllegalArgumentException("index 7");
              }
              return succeed(job);
            })
        .tick();
    assertThat(node.ledger().job(broken).orElseThrow().failure())
        .map(Failure::kind)
        .contains(Failure.Kind.BUG);
    assertThat(state(next)).isEqualTo(JobState.DONE);
  }

  @Test
  void anExhaustedHeapIsAFailureThatMayPass() throws IOException {
    long id = node.job("1.1");
    scheduler(
            job -> {
              throw new OutOfMemoryError("Java heap space");
            })
        .tick();
    assertThat(state(id)).isEqualTo(JobState.WAITING);
  }

  @Test
  void doneWithoutAResultIsAFault() throws IOException {
    long id = node.job("1.1");
    scheduler(job -> new StepResult.Done(List.of(), "nothing")).tick();
    assertThat(state(id)).isEqualTo(JobState.FAILED);
  }

  @Test
  void whatADeadProcessLeftRunningIsDoneOnceWithTheSameUids() throws IOException {
    long id = node.job("1.1");
    ReconstructionJob claimed =
        node.ledger().claimNextJob("dead", node.clock.instant()).orElseThrow();
    node.restart();

    List<ReconstructionJob> seen = new ArrayList<>();
    JobScheduler scheduler =
        scheduler(
            job -> {
              seen.add(job);
              return succeed(job);
            });
    try (Ticks ticks = new Ticks(Vitals.unwatched(), Clock.systemUTC())) {
      scheduler.start(ticks);
    }
    scheduler.tick();

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).resultSeries()).isEqualTo(claimed.resultSeries());
    assertThat(seen.get(0).attempts()).isEqualTo(2);
    assertThat(state(id)).isEqualTo(JobState.DONE);
    assertThat(node.ledger().balance().deliveriesPending()).isEqualTo(2);
  }

  @Test
  void theThirdDeathOfTheProcessInAJobHoldsIt() throws IOException {
    long id = node.job("1.1");
    for (int order = 0; order < 2; order++) {
      for (int death = 1; death <= JobOutcomes.MOST_DEATHS; death++) {
        assertThat(state(id)).isEqualTo(JobState.WAITING);
        die();
        assertThat(node.ledger().job(id).orElseThrow().deaths()).isEqualTo(death);
        assertThat(node.ledger().job(id).orElseThrow().attemptsSinceOrder()).isZero();
      }
      JobRecord held = node.ledger().job(id).orElseThrow();
      assertThat(held.job().state()).isEqualTo(JobState.HELD);
      assertThat(held.failure().orElseThrow().message())
          .contains("the process ended in this job", "resume job " + id);
      assertThat(node.ledger().history().unacknowledged(10)).hasSize(1);
      assertThat(new JobOperations(node.ledger()).resume(id).accepted()).isTrue();
    }
    assertThat(ran).isEmpty();
    scheduler(this::succeed).tick();
    assertThat(state(id)).isEqualTo(JobState.DONE);
  }

  private void die() {
    assertThat(node.ledger().claimNextJob("dead", node.clock.instant())).isPresent();
    try (Ticks ticks = new Ticks(Vitals.unwatched(), Clock.systemUTC())) {
      scheduler(this::succeed).start(ticks);
    }
  }

  @Test
  void attemptsThatStopsCutOffNeverUseUpTheAttempts() throws IOException {
    long id = node.job("1.1");
    for (int stop = 0; stop < 20; stop++) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      JobScheduler scheduler =
          new JobScheduler(
              node.ledger(),
              settings(),
              job -> {
                begun.countDown();
                awaitUninterruptibly(go);
                return BUSY;
              },
              node.clock);
      scheduler.tick();
      awaitUninterruptibly(begun);
      assertThat(scheduler.stop(Duration.ZERO)).isFalse();
      JobRecord left = node.ledger().job(id).orElseThrow();
      assertThat(left.job().state()).isEqualTo(JobState.WAITING);
      assertThat(left.attemptsSinceOrder()).isZero();
      assertThat(left.deaths()).isZero();
      go.countDown();
      assertThat(scheduler.stop(Duration.ofMinutes(1))).isTrue();
      assertThat(state(id)).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void aJobForWhichNoThreadCanBeStartedWaitsAgain() throws IOException {
    long id = node.job("1.1");
    JobScheduler scheduler =
        new JobScheduler(
            node.ledger(),
            settings(),
            this::succeed,
            node.clock,
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    org.assertj.core.api.Assertions.assertThatThrownBy(scheduler::tick)
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(state(id)).isEqualTo(JobState.WAITING);
    assertThat(node.ledger().job(id).orElseThrow().attemptsSinceOrder()).isZero();
  }

  @Test
  void onlyAnExpiredLeaseIsTakenFromAnotherLiveOwner() throws IOException {
    long id = node.job("1.1");
    node.ledger().claimNextJob("other", node.clock.instant());
    JobScheduler scheduler = scheduler(this::succeed);
    node.clock.move(JobScheduler.LEASE);
    scheduler.heartbeat();
    assertThat(state(id)).isEqualTo(JobState.RUNNING);
    node.clock.move(Duration.ofSeconds(1));
    scheduler.heartbeat();
    assertThat(state(id)).isEqualTo(JobState.WAITING);
  }

  @Test
  void aRunningJobEndsWhenItsCancellationIsAskedFor() throws IOException {
    long id = node.job("1.1");
    scheduler(
            job -> {
              assertThat(new JobOperations(node.ledger()).cancel(id).accepted()).isTrue();
              assertThat(node.ledger().jobProgress(node.claimOf(id), "backprojection", 50))
                  .isFalse();
              return BUSY;
            })
        .tick();
    assertThat(state(id)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aJobStartsInItsWindowOnly() throws IOException {
    long id = node.job("1.1", "ROOM1", Verdict.Priority.NORMAL, "night");
    JobScheduler scheduler = scheduler(this::succeed);
    scheduler.tick();
    assertThat(state(id)).isEqualTo(JobState.WAITING);
    node.clock.set(Instant.parse("2026-03-02T22:00:00Z"));
    scheduler.tick();
    assertThat(state(id)).isEqualTo(JobState.DONE);
  }

  @Test
  void neverRunsMoreJobsThanSlotsAndStopsWhenTheyAreDone() throws IOException {
    for (int i = 1; i <= 4; i++) {
      node.job("1." + i);
    }
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    JobScheduler scheduler =
        new JobScheduler(
            node.ledger(),
            settings(),
            job -> {
              running.incrementAndGet();
              awaitUninterruptibly(go);
              return succeed(job);
            },
            node.clock);
    scheduler.tick();
    scheduler.tick();
    await().untilAtomic(running, org.hamcrest.Matchers.is(2));
    scheduler.stopClaiming();
    go.countDown();
    assertThat(scheduler.stop(Duration.ofMinutes(1))).isTrue();
    scheduler.tick();
    assertThat(running).hasValue(2);
    assertThat(node.ledger().balance().waiting()).isEqualTo(2);
    assertThat(node.ledger().balance().done()).isEqualTo(2);
  }

  @Test
  void aPieceIsCalledAgainAndAgainThoughItThrows() {
    AtomicInteger calls = new AtomicInteger();
    try (Ticks ticks = new Ticks(Vitals.unwatched(), Clock.systemUTC())) {
      ticks.every(
          "throwing",
          Duration.ofMillis(20),
          () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("of the test");
          });
      ticks.start();
      await().until(() -> calls.get() >= 3);
    }
  }

  @Test
  void ordersAreAnsweredInWords() throws IOException {
    long id = node.job("1.1");
    JobOperations operations = new JobOperations(node.ledger());
    assertThat(operations.pause(id).message()).isEqualTo("job " + id + " paused");
    assertThat(operations.pause(id).message())
        .isEqualTo("job " + id + " is paused: only a waiting job can be paused");
    assertThat(operations.resume(id).accepted()).isTrue();
    assertThat(operations.prioritise(id, Verdict.Priority.URGENT).accepted()).isTrue();
    assertThat(operations.pause(999).message()).isEqualTo("there is no job 999");
    operations.pauseQueue();
    scheduler(this::succeed).tick();
    assertThat(ran).isEmpty();
    operations.resumeQueue();
    scheduler(this::succeed).tick();
    assertThat(ran).containsExactly(id);
    assertThat(operations.cancel(id).accepted()).isFalse();
  }

  private StepResult succeed(ReconstructionJob job) {
    synchronized (ran) {
      ran.add(job.id());
    }
    try {
      return new StepResult.Done(
          node.made(job.id(), 2).stream()
              .map(result -> new RoutedResult(result, List.of("PACS")))
              .toList(),
          "2 objects");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobState state(long id) {
    return node.ledger().job(id).map(JobRecord::job).orElseThrow().state();
  }

  private JobScheduler scheduler(JobRunner runner) {
    return new JobScheduler(node.ledger(), settings(), runner, node.clock, Runnable::run);
  }

  private static ScheduleSettings settings() {
    return new ScheduleSettings(
        Duration.ofSeconds(1),
        2,
        5,
        Duration.ofMinutes(1),
        Duration.ofMinutes(3),
        ZoneId.of("UTC"),
        Map.of("night", List.of("* * 20-23,0-5 ? * *")));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
