package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Claim;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;

/** Every row of the tables of {@link Transitions} is a change that some operation makes. */
class TransitionRowsTest {

  private static final Failure FAILURE = new Failure(Failure.Kind.RESOURCE, "once");

  @TempDir private Path folder;

  private StoreFixture node;
  private final Set<String> seen = new TreeSet<>();

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private interface Change {
    void run() throws IOException;
  }

  private void see(Supplier<? extends Enum<?>> state, Change change) throws IOException {
    Enum<?> before = state.get();
    change.run();
    seen.add(before + " to " + state.get());
  }

  private static <S extends Enum<S>> Set<String> rows(Transitions<S> table, Class<S> states) {
    Set<String> rows = new TreeSet<>();
    for (S from : states.getEnumConstants()) {
      Arrays.stream(states.getEnumConstants())
          .filter(to -> table.allows(from, to))
          .forEach(to -> rows.add(from + " to " + to));
    }
    return rows;
  }

  private Claim claim() {
    node.clock.move(Duration.ofHours(1));
    return node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow().claim();
  }

  private Supplier<JobState> job(long id) {
    return () -> node.ledger().job(id).orElseThrow().job().state();
  }

  @Test
  void ofJobs() throws IOException {
    Ledger ledger = node.ledger();
    Orders orders = ledger.orders();
    long first = node.job("1.1");
    see(job(first), () -> orders.holdJob(first));
    see(job(first), () -> orders.releaseJob(first));
    see(job(first), () -> orders.cancelJob(first));
    long second = node.job("1.2");
    orders.holdJob(second);
    see(job(second), () -> orders.cancelJob(second));
    long third = node.job("1.3");
    see(job(third), this::claim);
    see(job(third), () -> ledger.jobFailed(node.claimOf(third), FAILURE));
    see(job(third), () -> orders.retryJob(third));
    claim();
    see(job(third), () -> ledger.jobRetry(node.claimOf(third), node.clock.instant(), FAILURE));
    claim();
    see(job(third), () -> ledger.jobDied(node.claimOf(third), 1));
    orders.releaseJob(third);
    claim();
    see(job(third), () -> node.finish(third, 1, "PACS"));
    long fourth = node.job("1.4");
    claim();
    see(job(fourth), () -> ledger.jobCancelled(node.claimOf(fourth)));
    node.receiveFrame("5.1", "5.9");
    long fifth =
        node.close(ledger.openRuns().get(0), StoreFixture.order(Verdict.Priority.NORMAL, ""));
    claim();
    ledger.jobFailed(node.claimOf(fifth), FAILURE);
    see(job(fifth), () -> node.receiveFrame("5.2", "5.9"));
    assertThat(seen).isEqualTo(rows(Transitions.JOB, JobState.class));
  }

  @Test
  void ofRuns() throws IOException {
    Ledger ledger = node.ledger();
    node.receiveFrame("1.1", "1.9");
    long id = ledger.openRuns().get(0).id();
    Supplier<RunRecord> record = () -> ledger.run(id).orElseThrow();
    Supplier<RunState> state = () -> record.get().state();
    see(
        state,
        () ->
            ledger.closeRunIgnored(
                record.get(), Optional.empty(), new Verdict.Ignore("", "rest"), ""));
    see(state, () -> node.receiveFrame("1.2", "1.9"));
    see(
        state,
        () -> ledger.closeRunHeld(record.get(), Optional.empty(), new Verdict.Hold("", "why"), ""));
    see(state, () -> ledger.orders().releaseRun(id));
    ledger.closeRunHeld(record.get(), Optional.empty(), new Verdict.Hold("", "why"), "");
    see(state, () -> ledger.orders().ignoreRun(id, "no"));
    node.receiveFrame("1.3", "1.9");
    see(state, () -> node.close(record.get(), StoreFixture.order(Verdict.Priority.NORMAL, "")));
    see(state, () -> node.receiveFrame("1.4", "1.9"));
    assertThat(seen).isEqualTo(rows(Transitions.RUN, RunState.class));
  }

  @Test
  void ofDeliveries() throws IOException {
    Sending sending = node.ledger().sending();
    long job = node.job("1.1");
    claim();
    node.finish(job, 1, "PACS");
    Supplier<DeliveryRecord> record = () -> node.ledger().deliveriesOf(job).get(0);
    Supplier<DeliveryState> state = () -> record.get().delivery().state();
    long id = record.get().delivery().id();
    see(state, () -> sending.retry(id, node.clock.instant(), 0xA700, "full"));
    see(state, () -> sending.failed(id, 0xC000, "no"));
    see(state, () -> node.ledger().orders().requeueDeliveries(job));
    see(state, () -> sending.succeeded(List.of(new Sending.Arrival(id, 0, "", true))));
    see(state, () -> answer("1.2.3", false));
    sending.succeeded(List.of(new Sending.Arrival(id, 0, "", true)));
    see(state, () -> answer("1.2.4", true));
    seeReplaced();
    assertThat(seen).isEqualTo(rows(Transitions.DELIVERY, DeliveryState.class));
  }

  /** A volume in one object that is refused, of which the series goes instead. */
  private void seeReplaced() throws IOException {
    Uid volume = new Uid("1.2.840.10008.5.1.4.1.1.2.1");
    long job = node.job("1.2");
    Claim claim = claim();
    ResultInstance slice = node.made(job, 1).get(0);
    ResultInstance whole =
        new ResultInstance(volume, new Uid("1.2.9"), slice.series(), slice.file());
    node.ledger()
        .jobDone(
            claim,
            List.of(new RoutedResult(whole, List.of("PACS")), new RoutedResult(slice, List.of())));
    see(
        () -> node.ledger().deliveriesOf(job).get(0).delivery().state(),
        () ->
            node.ledger()
                .sending()
                .refused("PACS", volume, Optional.of(StoreFixture.CT), "no context"));
  }

  private void answer(String transaction, boolean keeps) {
    node.clock.move(Duration.ofHours(1));
    Commitments commitments = node.ledger().commitments();
    ToConfirm asked = commitments.next("PACS", node.clock.instant()).orElseThrow();
    commitments.begin(asked, new Uid(transaction), node.clock.instant().plusSeconds(3600));
    Uid instance = asked.instances().get(0).sopInstance();
    commitments.answered(
        new CommitmentReport(
            new Uid(transaction),
            keeps ? Set.of(instance) : Set.of(),
            keeps ? Map.of() : Map.of(instance, 0x0112)));
  }
}
