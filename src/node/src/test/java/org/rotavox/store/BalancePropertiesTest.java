package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.rotavox.model.Delivery;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.spool.Spool;

/** Whatever happens in whatever order: every received instance is accounted for exactly once. */
class BalancePropertiesTest {

  private static final Failure BUSY = new Failure(Failure.Kind.RESOURCE, "busy");

  /** What can happen to a node; the number chooses among what is there. */
  enum Happening {
    FRAME,
    OBJECT,
    REPEAT,
    CONFLICT,
    ORDER,
    IGNORE,
    HOLD,
    RELEASE_RUN,
    IGNORE_HELD,
    CLAIM,
    DONE,
    RETRY,
    FAIL,
    PAUSE,
    RESUME,
    CANCEL,
    TRY_AGAIN,
    DELIVER,
    REFUSE,
    PURGE,
    RESTART
  }

  record Step(Happening happening, int choice) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Happening.class), Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofSize(60);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void everyReceivedInstanceIsAccountedForExactlyOnce(@ForAll("steps") List<Step> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("balance");
    try (StoreFixture node = new StoreFixture(folder)) {
      int fresh = 0;
      int repeats = 0;
      for (Step step : steps) {
        Admitted admitted = happen(node, step);
        if (admitted == Admitted.DUPLICATE) {
          repeats++;
        } else if (admitted != null) {
          fresh++;
        }
        node.clock.move(Duration.ofMinutes(1));
        Balance balance = node.ledger().balance();
        assertThat(balance.balances()).as("after %s: %s", step, balance).isTrue();
        assertThat(balance.received()).as("after %s", step).isEqualTo(fresh);
        assertThat(balance.duplicates()).as("after %s", step).isEqualTo(repeats);
      }
      checkRunning(node);
    } finally {
      Spool.deleteTree(folder);
    }
  }

  /** A job that is done has its result, whole or purged; no result UID was made twice. */
  private static void checkRunning(StoreFixture node) throws IOException {
    for (JobRecord record : node.ledger().jobs(Set.of(JobState.DONE), 1000)) {
      for (DeliveryRecord delivery : node.ledger().deliveriesOf(record.job().id())) {
        assertThat(node.store().spool().resolve(delivery.delivery().file())).exists();
      }
    }
    node.restart();
    assertThat(node.store().reconciliation().missing()).isZero();
    assertThat(node.store().reconciliation().unrecorded()).isZero();
  }

  private static @org.jspecify.annotations.Nullable Admitted happen(StoreFixture node, Step step)
      throws IOException {
    Instant now = node.clock.instant();
    int n = step.choice;
    switch (step.happening) {
      case FRAME -> {
        return node.receiveFrame("1.1." + now.toEpochMilli(), "1.5." + n);
      }
      case OBJECT -> {
        return node.receiveRun("1.2." + now.toEpochMilli());
      }
      case REPEAT -> {
        return node.receive("1.3." + n, "1.6", "same", "1.3." + n, "ANGIO", "");
      }
      case CONFLICT -> {
        return node.receive("1.3.9", "1.6", "content " + n, "1.3.9", "ANGIO", "");
      }
      case ORDER, IGNORE, HOLD -> decide(node, step);
      case RELEASE_RUN ->
          run(node, RunState.HELD, n).ifPresent(r -> orders(node).releaseRun(r.id()));
      case IGNORE_HELD ->
          run(node, RunState.HELD, n).ifPresent(r -> orders(node).ignoreRun(r.id(), "test"));
      case CLAIM -> node.ledger().claimNextJob("me", now);
      case DONE -> {
        Optional<Long> job = job(node, JobState.RUNNING, n);
        if (job.isPresent()) {
          node.finish(job.get(), 2, "PACS");
        }
      }
      case RETRY ->
          job(node, JobState.RUNNING, n)
              .ifPresent(j -> node.ledger().jobRetry(node.claimOf(j), now, BUSY));
      case FAIL ->
          job(node, JobState.RUNNING, n)
              .ifPresent(j -> node.ledger().jobFailed(node.claimOf(j), BUSY));
      case PAUSE -> job(node, JobState.WAITING, n).ifPresent(orders(node)::holdJob);
      case RESUME -> job(node, JobState.HELD, n).ifPresent(orders(node)::releaseJob);
      case CANCEL ->
          job(node, n % 2 == 0 ? JobState.WAITING : JobState.FAILED, n)
              .ifPresent(orders(node)::cancelJob);
      case TRY_AGAIN -> job(node, JobState.FAILED, n).ifPresent(orders(node)::retryJob);
      case DELIVER -> {
        for (Delivery delivery : node.ledger().sending().pending("PACS", n, now, 0, 1)) {
          node.ledger()
              .sending()
              .succeeded(List.of(new Sending.Arrival(delivery.id(), 0, "", false)));
        }
      }
      case REFUSE -> {
        for (Delivery delivery : node.ledger().sending().pending("PACS", n / 3, now, 0, 1)) {
          node.ledger().sending().failed(delivery.id(), 0xC000, "cannot understand");
        }
      }
      case PURGE -> node.store().purge(now.plus(Duration.ofDays(60)));
      case RESTART -> restart(node);
    }
    return null;
  }

  private static void restart(StoreFixture node) throws IOException {
    node.restart();
    for (var job : node.ledger().interruptedJobs("new", Instant.ofEpochMilli(Long.MAX_VALUE))) {
      node.ledger().jobRetry(job.claim(), node.clock.instant(), BUSY);
    }
  }

  private static void decide(StoreFixture node, Step step) {
    List<RunRecord> open = node.ledger().openRuns();
    if (open.isEmpty()) {
      return;
    }
    RunRecord run = open.get(step.choice % open.size());
    SeriesFacts facts = SeriesFacts.builder().build();
    switch (step.happening) {
      case IGNORE ->
          node.ledger()
              .closeRunIgnored(run, Optional.of(facts), new Verdict.Ignore("", "test"), "");
      case HOLD ->
          node.ledger().closeRunHeld(run, Optional.of(facts), new Verdict.Hold("", "test"), "");
      default -> node.close(run, StoreFixture.order(Verdict.Priority.NORMAL, ""));
    }
  }

  private static Orders orders(StoreFixture node) {
    return node.ledger().orders();
  }

  private static Optional<RunRecord> run(StoreFixture node, RunState state, int n) {
    List<RunRecord> runs = node.ledger().runs(Set.of(state), 1000);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(n % runs.size()));
  }

  private static Optional<Long> job(StoreFixture node, JobState state, int n) {
    List<JobRecord> jobs = node.ledger().jobs(Set.of(state), 1000);
    return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.get(n % jobs.size()).job().id());
  }
}
