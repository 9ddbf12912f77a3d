package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Claim;
import org.rotavox.model.Delivery;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.Fact;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.Obstacle;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

class LedgerTest {

  private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary;
    node = fixture(folder);
  }

  /** Where the same tests run on another database engine, that one is opened here. */
  StoreFixture fixture(Path dataFolder) throws IOException {
    return new StoreFixture(dataFolder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void aRepeatWithTheSameContentIsCountedAndChangesNothing() throws IOException {
    assertThat(node.receiveRun("1.2.3")).isEqualTo(Admitted.NEW);
    assertThat(node.receiveRun("1.2.3")).isEqualTo(Admitted.DUPLICATE);

    Balance balance = node.ledger().balance();
    assertThat(balance.received()).isEqualTo(1);
    assertThat(balance.duplicates()).isEqualTo(1);
    assertThat(balance.balances()).isTrue();
    assertThat(filesIn("spool/instances")).hasSize(1);
    assertThat(filesIn("spool/incoming")).isEmpty();
  }

  @Test
  void otherContentUnderTheSameUidIsKeptBesideTheFirst() throws IOException {
    node.receive("1.2.3", "1.9", "first", "1.2.3", "ANGIO", "");
    assertThat(node.receive("1.2.3", "1.9", "second", "1.2.3", "ANGIO", ""))
        .isEqualTo(Admitted.CONFLICT);
    assertThat(node.receive("1.2.3", "1.9", "second", "1.2.3", "ANGIO", ""))
        .isEqualTo(Admitted.DUPLICATE);

    assertThat(node.ledger().openRuns())
        .extracting(RunRecord::conflict)
        .containsExactly(false, true);
    assertThat(node.ledger().balance().conflicts()).isEqualTo(1);
    assertThat(node.ledger().balance().received()).isEqualTo(2);
    assertThat(filesIn("spool/instances")).hasSize(2);
  }

  @Test
  void whatWasDecidedIsThereAfterARestart() throws IOException {
    SeriesFacts facts =
        SeriesFacts.builder()
            .set(Fact.FRAMES, 133L)
            .set(Fact.SWEEP_DEG, 198.5)
            .set(Fact.LOSSY, true)
            .set(Fact.IMAGE_TYPE, List.of("ORIGINAL", "PRIMARY"))
            .headerField("ProtocolName", List.of("3D"))
            .obstacle(new Obstacle("NO_SID", "(0018,1110) SID", "no distance", "set it"))
            .build();
    node.receiveRun("1.2.3");
    RunRecord run = node.runOf("1.2.3");
    node.ledger()
        .closeRunIgnored(run, Optional.of(facts), new Verdict.Ignore("rest", "not rotating"), "r1");

    node.restart();

    RunRecord after = node.ledger().run(run.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(RunState.IGNORED);
    assertThat(after.reason()).isEqualTo("not rotating");
    assertThat(node.ledger().history().factsOf(run.id())).contains(facts);
    assertThat(node.store().reconciliation().isClean()).isTrue();
  }

  @Test
  void aRunThatGrewSinceItWasReadIsNotClosed() throws IOException {
    node.receiveFrame("1.1", "1.5");
    RunRecord stale = node.ledger().openRuns().get(0);
    node.receiveFrame("1.2", "1.5");

    assertThat(node.ledger().closeRunHeld(stale, Optional.empty(), new Verdict.Hold("", "x"), ""))
        .isFalse();
    assertThat(node.ledger().openRuns()).hasSize(1);
  }

  @Test
  void sameSourcesAndProtocolAlwaysGiveTheSameResultUids(@TempDir Path other) throws IOException {
    long job = node.job("1.2.3");
    try (StoreFixture fresh = new StoreFixture(other)) {
      fresh.job("7.7.7");
      long again = fresh.job("1.2.3");
      ReconstructionJob one = node.ledger().job(job).orElseThrow().job();
      ReconstructionJob two = fresh.ledger().job(again).orElseThrow().job();
      assertThat(two.runIdentity()).isEqualTo(one.runIdentity());
      assertThat(two.resultSeries()).isEqualTo(one.resultSeries());
      assertThat(two.resultSeries())
          .isNotEqualTo(fresh.ledger().job(again - 1).orElseThrow().job().resultSeries());
    }
  }

  @Test
  void claimsTheMostUrgentThenTheSourceServedLongestAgo() throws IOException {
    long first = node.job("1.1", "ROOM1", Verdict.Priority.NORMAL, "");
    long second = node.job("1.2", "ROOM1", Verdict.Priority.NORMAL, "");
    long third = node.job("1.3", "ROOM2", Verdict.Priority.NORMAL, "");
    long urgent = node.job("1.4", "ROOM1", Verdict.Priority.URGENT, "");
    long low = node.job("1.5", "ROOM3", Verdict.Priority.LOW, "");

    assertThat(Stream.generate(this::claim).limit(5).map(ReconstructionJob::id))
        .containsExactly(urgent, third, first, second, low);
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
  }

  @Test
  void aJobWaitsForItsTimeWindowAndItsTime() throws IOException {
    node.job("1.1", "ROOM1", Verdict.Priority.NORMAL, "night");
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
    ReconstructionJob job =
        node.ledger().claimNextJob("me", node.clock.instant(), Set.of("night")).orElseThrow();
    node.ledger()
        .jobRetry(
            job.claim(),
            node.clock.instant().plusSeconds(60),
            new Failure(Failure.Kind.RESOURCE, "no memory"));
    assertThat(node.ledger().claimNextJob("me", node.clock.instant(), Set.of("night"))).isEmpty();
    node.clock.move(java.time.Duration.ofSeconds(60));
    assertThat(node.ledger().claimNextJob("me", node.clock.instant(), Set.of("night")))
        .map(ReconstructionJob::attempts)
        .contains(2);
  }

  @Test
  void aDoneJobHasItsDeliveriesPending() throws IOException {
    long id = node.job("1.1");
    claim();
    List<ResultInstance> results = node.finish(id, 3, "PACS", "ARCHIVE");

    List<Delivery> pending =
        node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1);
    assertThat(pending)
        .extracting(Delivery::sopInstance)
        .containsExactlyElementsOf(results.stream().map(ResultInstance::sopInstance).toList());
    assertThat(node.ledger().balance().deliveriesPending()).isEqualTo(6);
    assertThat(node.ledger().isOwnResult(results.get(0).sopInstance(), new Uid("1.1.1"))).isTrue();
    assertThat(node.ledger().isOwnResult(new Uid("1.1.1"), results.get(0).series())).isTrue();
    assertThat(node.ledger().isOwnResult(new Uid("1.1.1"), new Uid("1.1.2"))).isFalse();
  }

  @Test
  void onlyWhatFailedIsSentAgain() throws IOException {
    long id = node.job("1.1");
    claim();
    node.finish(id, 3, "PACS");
    List<Delivery> pending =
        node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1);
    node.ledger()
        .sending()
        .succeeded(List.of(new Sending.Arrival(pending.get(0).id(), 0, "", false)));
    node.ledger().sending().failed(pending.get(1).id(), 0xA900, "data set does not match");
    node.ledger()
        .sending()
        .retry(
            pending.get(2).id(), node.clock.instant().plusSeconds(5), 0xA700, "out of resources");

    assertThat(node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1)).isEmpty();
    node.clock.move(java.time.Duration.ofSeconds(5));
    assertThat(node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1))
        .extracting(Delivery::id, Delivery::attempts)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(pending.get(2).id(), 1));
    assertThat(node.ledger().orders().requeueDeliveries(id)).isEqualTo(1);
    assertThat(node.ledger().deliveriesOf(id))
        .extracting(record -> record.delivery().state())
        .containsExactly(DeliveryState.DELIVERED, DeliveryState.PENDING, DeliveryState.PENDING);
  }

  @Test
  void arrivalsOfSeveralJobsAreOneTransaction() throws IOException {
    long first = node.job("1.1");
    claim();
    node.finish(first, 2, "PACS");
    long second = node.job("1.2");
    claim();
    node.finish(second, 2, "PACS");
    List<Sending.Arrival> arrivals =
        node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1).stream()
            .map(delivery -> new Sending.Arrival(delivery.id(), 0, "", false))
            .toList();

    node.ledger().sending().succeeded(arrivals.subList(0, 3));
    assertThat(arrivedAt(first)).as("its last one arrived").hasSize(1);
    assertThat(arrivedAt(second)).isEmpty();
    assertThat(node.ledger().sending().succeeded(List.of(arrivals.get(0), arrivals.get(3))))
        .as("what was settled before holds up nothing else")
        .containsExactly(arrivals.get(3).id());
    assertThat(node.ledger().balance().deliveriesPending()).isZero();
    assertThat(arrivedAt(second)).hasSize(1);
  }

  private List<LedgerEvent> arrivedAt(long job) {
    return node.ledger().history().eventsOfJob(job, 1, 100).stream()
        .filter(event -> event.kind() == LedgerEvent.Kind.DELIVERED)
        .toList();
  }

  @Test
  void anIllegalTransitionThrowsAndChangesNothing() throws IOException {
    long id = node.job("1.1");
    assertThatThrownBy(() -> node.finish(id, 1, "PACS"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("WAITING");
    claim();
    node.finish(id, 1, "PACS");
    assertThatThrownBy(
            () ->
                node.ledger()
                    .jobFailed(node.claimOf(id), new Failure(Failure.Kind.BUG, "too late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.ledger().job(id).orElseThrow().job().state()).isEqualTo(JobState.DONE);
    Delivery delivery =
        node.ledger().sending().pending("PACS", 1, node.clock.instant(), 0, 1).get(0);
    node.ledger().sending().succeeded(List.of(new Sending.Arrival(delivery.id(), 0, "", false)));
    assertThatThrownBy(() -> node.ledger().sending().failed(delivery.id(), 1, "no"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void lateFramesReopenARunOfWhichNothingWasMade() throws IOException {
    node.receiveFrame("1.1", "1.5");
    RunRecord run = node.runOf("1.5/1");
    node.ledger()
        .closeRunIgnored(run, Optional.empty(), new Verdict.Ignore("rest", "too few frames"), "");
    node.receiveFrame("1.2", "1.5");

    RunRecord reopened = node.runOf("1.5/1");
    assertThat(reopened.id()).isEqualTo(run.id());
    assertThat(reopened.instances()).isEqualTo(2);

    long job = node.close(reopened, StoreFixture.order(Verdict.Priority.NORMAL, ""));
    node.receiveFrame("1.3", "1.5");
    assertThat(node.ledger().job(job).orElseThrow().job().state()).isEqualTo(JobState.CANCELLED);
    assertThat(node.runOf("1.5/1").instances()).isEqualTo(3);
    assertThat(node.ledger().balance().waiting()).isEqualTo(3);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void lateFramesAfterAJobBeganOpenTheNextGenerationWithAllInstances() throws IOException {
    node.receiveFrame("1.1", "1.5");
    long job = node.close(node.runOf("1.5/1"), StoreFixture.order(Verdict.Priority.NORMAL, ""));
    claim();
    node.receiveFrame("1.2", "1.5");

    RunRecord late = node.runOf("1.5/1");
    assertThat(late.generation()).isEqualTo(1);
    assertThat(node.ledger().instancesOf(late.id()))
        .extracting(instance -> instance.sopInstance().value())
        .containsExactly("1.1", "1.2");
    long runOfJob = node.ledger().job(job).orElseThrow().job().runId();
    assertThat(node.ledger().instancesOf(runOfJob)).hasSize(1);
    assertThat(node.ledger().history().events(0, 100))
        .extracting(LedgerEvent::kind)
        .contains(LedgerEvent.Kind.LATE_ARRIVAL);
  }

  @Test
  void ordersThatComeTooLateAreRefused() throws IOException {
    long id = node.job("1.1");
    Orders orders = node.ledger().orders();
    assertThat(orders.releaseJob(id)).isFalse();
    assertThat(orders.holdJob(id)).isTrue();
    assertThat(node.ledger().balance().held()).isEqualTo(1);
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
    assertThat(orders.releaseJob(id)).isTrue();
    orders.pauseQueue(true);
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
    orders.pauseQueue(false);
    claim();
    assertThat(node.ledger().jobProgress(node.claimOf(id), "filter", 10)).isTrue();
    assertThat(orders.holdJob(id)).isFalse();
    assertThat(orders.cancelJob(id)).isTrue();
    assertThat(node.ledger().jobProgress(node.claimOf(id), "filter", 11)).isFalse();
    node.ledger().jobCancelled(node.claimOf(id));
    assertThat(orders.cancelJob(id)).isFalse();
    assertThat(node.ledger().balance().ignored()).isEqualTo(1);
  }

  private ReconstructionJob claim() {
    return node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow();
  }

  private List<Path> filesIn(String below) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(below))) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  /** A process that was thought dead comes back while another one works on its job. */
  @Test
  void whatAnEarlierAttemptSaysIsRefused() throws IOException {
    long id = node.job("1.2.1");
    Claim first = node.ledger().claimNextJob("sleeper", node.clock.instant()).orElseThrow().claim();
    node.ledger().jobDied(first, 3);
    node.clock.move(Duration.ofHours(1));
    Claim second = node.ledger().claimNextJob("other", node.clock.instant()).orElseThrow().claim();
    assertThat(second.job()).isEqualTo(id);
    assertThat(second).isNotEqualTo(first);
    List<ThrowingCallable> late =
        List.of(
            () -> node.ledger().jobDone(first, List.of(), List.of("PACS")),
            () -> node.ledger().withdrawResults(first),
            () -> node.ledger().jobFailed(first, new Failure(Failure.Kind.BUG, "late")),
            () ->
                node.ledger()
                    .jobRetry(first, Instant.EPOCH, new Failure(Failure.Kind.RESOURCE, "late")),
            () -> node.ledger().jobStopped(first),
            () -> node.ledger().jobDied(first, 3),
            () -> node.ledger().jobCancelled(first));
    for (ThrowingCallable each : late) {
      assertThatThrownBy(each).isInstanceOf(LostClaim.class).hasMessageContaining("is over");
    }
    assertThat(node.ledger().jobProgress(first, "late", 99)).as("it shall end").isFalse();
    JobRecord record = node.ledger().job(id).orElseThrow();
    assertThat(record.job().state()).isEqualTo(JobState.RUNNING);
    assertThat(record.percent()).isZero();
    assertThat(node.ledger().jobProgress(second, "now", 10)).isTrue();
    node.ledger().jobDone(second, List.of(), List.of("PACS"));
    for (ThrowingCallable each : late) {
      assertThatThrownBy(each).isInstanceOf(LostClaim.class);
    }
    assertThatThrownBy(() -> node.ledger().jobCancelled(second)).isInstanceOf(LostClaim.class);
  }
}
