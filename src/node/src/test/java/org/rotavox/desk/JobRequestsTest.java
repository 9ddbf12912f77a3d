package org.rotavox.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.store.LedgerEvent;
import org.rotavox.store.StoreFixture;

class JobRequestsTest {

  private StoreFixture node;
  private final Operations operations = new Operations();

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node = new StoreFixture(folder);
    JobRequests.addTo(operations, node.ledger(), node.clock);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void everyOrderOfOneJobWorksAndTooLateOnesAreRefusedInWords() throws IOException {
    long job = node.job("1.1");
    assertThat(order(Desk.JOB_PAUSE, job)).isEqualTo("job " + job + " paused");
    assertThatThrownBy(() -> order(Desk.JOB_PAUSE, job))
        .isInstanceOf(Refusal.class)
        .hasMessage("job " + job + " is paused: only a waiting job can be paused");
    assertThat(raise(job)).isEqualTo("job " + job + " is urgent now");
    assertThatThrownBy(() -> raise(job)).hasMessageContaining("not urgent yet");
    assertThat(order(Desk.JOB_RESUME, job)).isEqualTo("job " + job + " waits again");
    assertThat(order(Desk.JOB_CANCEL, job)).isEqualTo("job " + job + " cancelled");
    assertThatThrownBy(() -> order(Desk.JOB_RETRY, job)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> order(Desk.JOB_CANCEL, 4711)).hasMessage("there is no job 4711");
  }

  @Test
  void thePriorityMayBeNamed() throws IOException {
    long job = node.job("1.1");
    operations.ask(Desk.JOB_RAISE, new Urgency(job, Optional.of(Verdict.Priority.LOW)));
    assertThat(node.ledger().job(job).orElseThrow().job().priority())
        .isEqualTo(Verdict.Priority.LOW);
    ObjectNode soon = JsonNodeFactory.instance.objectNode().put("job", job).put("priority", "soon");
    assertThatThrownBy(() -> operations.call("job.raise", soon, answer -> {}))
        .isInstanceOf(Refusal.class)
        .hasMessage("the argument `priority` must be one of [urgent, normal, low], not `soon`");
  }

  @Test
  void theQueueIsPausedResumedRaisedCancelledAndRetriedAsAWhole() throws IOException {
    long first = node.job("1.1");
    long second = node.job("1.2");
    queue(Desk.QUEUE_PAUSE);
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
    queue(Desk.QUEUE_RESUME);
    assertThat(queue(Desk.QUEUE_RAISE)).isEqualTo("2 of 2 jobs changed");
    fail(first);
    assertThat(queue(Desk.QUEUE_RETRY)).isEqualTo("1 of 1 jobs changed");
    assertThat(state(first)).isEqualTo(JobState.WAITING);
    assertThat(queue(Desk.QUEUE_CANCEL)).isEqualTo("2 of 2 jobs changed");
    assertThat(List.of(state(first), state(second))).containsOnly(JobState.CANCELLED);
  }

  @Test
  void heldRunsAreListedWithTheirReasonAndReleasedOneByOneOrAllTogether() throws IOException {
    for (String uid : List.of("1.1", "1.2", "1.3")) {
      node.receiveRun(uid);
      node.ledger()
          .closeRunHeld(
              node.runOf(uid),
              Optional.of(SeriesFacts.builder().build()),
              new Verdict.Hold("rule", "two patients"),
              "revision 1");
    }
    List<RunLine> held = operations.list(Desk.RUNS_LIST, Filter.of(Optional.of("held"), 50));
    assertThat(held).hasSize(3);
    assertThat(held.get(0).reason()).isEqualTo("two patients");
    operations.ask(Desk.RUN_RELEASE, new RunNumber(held.get(0).run()));
    operations.ask(Desk.RUN_IGNORE, new RunNumber(held.get(1).run()));
    assertThat(queue(Desk.QUEUE_RELEASE)).isEqualTo("1 of 1 runs changed");
    assertThat(node.ledger().openRuns()).hasSize(2);
  }

  @Test
  void aRunningJobTellsItsStageItsPercentAndItsEstimatedEnd() throws IOException {
    long earlier = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.clock.move(Duration.ofMinutes(3));
    node.finish(earlier, 1, "PACS");
    long job = node.job("1.2");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobProgress(node.claimOf(job), "back projection", 40);
    JobLine running = operations.list(Desk.JOBS_LIST, Filter.of(Optional.of("running"), 50)).get(0);
    assertThat(running.stage()).contains("back projection");
    assertThat(running.percent()).contains(40);
    assertThat(running.estimatedEnd()).isPresent();
  }

  @Test
  void aJobInFullTellsWhyItWasMadeWhereItWentAndWhatHappened() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 3, "PACS");
    JobInFull full = operations.ask(Desk.JOBS_SHOW, new JobNumber(job));
    assertThat(full.explanation()).isEqualTo("because");
    assertThat(full.deliveries())
        .containsExactly(Map.entry("PACS", new JobInFull.Deliveries(3, 0, 0, 0, 0, "")));
    assertThat(full.events())
        .extracting(JobInFull.Event::kind)
        .contains(
            LedgerEvent.Kind.JOB_CREATED, LedgerEvent.Kind.JOB_CLAIMED, LedgerEvent.Kind.JOB_DONE);
  }

  private String order(Operation<JobNumber, OrderAnswer> order, long job) throws IOException {
    return operations.ask(order, new JobNumber(job)).message();
  }

  private String raise(long job) throws IOException {
    return operations.ask(Desk.JOB_RAISE, new Urgency(job, Optional.empty())).message();
  }

  private String queue(Operation<Nothing, OrderAnswer> order) throws IOException {
    return operations.ask(order, Nothing.NOTHING).message();
  }

  private JobState state(long job) {
    return node.ledger().job(job).orElseThrow().job().state();
  }

  private void fail(long job) {
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
  }
}
