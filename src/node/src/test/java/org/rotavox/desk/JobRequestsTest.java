package org.rotavox.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
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
    assertThat(order("job.pause", job)).isEqualTo("job " + job + " paused");
    assertThatThrownBy(() -> order("job.pause", job))
        .isInstanceOf(Refusal.class)
        .hasMessage("job " + job + " is paused: only a waiting job can be paused");
    assertThat(order("job.raise", job)).isEqualTo("job " + job + " is urgent now");
    assertThatThrownBy(() -> order("job.raise", job)).hasMessageContaining("not urgent yet");
    assertThat(order("job.resume", job)).isEqualTo("job " + job + " waits again");
    assertThat(order("job.cancel", job)).isEqualTo("job " + job + " cancelled");
    assertThatThrownBy(() -> order("job.retry", job)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> order("job.cancel", 4711)).hasMessage("there is no job 4711");
  }

  @Test
  void thePriorityMayBeNamed() throws IOException {
    long job = node.job("1.1");
    ask("job.raise", Map.of("job", job, "priority", "low"));
    assertThat(node.ledger().job(job).orElseThrow().job().priority())
        .isEqualTo(Verdict.Priority.LOW);
    assertThatThrownBy(() -> ask("job.raise", Map.of("job", job, "priority", "soon")))
        .hasMessageContaining("urgent");
  }

  @Test
  void theQueueIsPausedResumedRaisedCancelledAndRetriedAsAWhole() throws IOException {
    long first = node.job("1.1");
    long second = node.job("1.2");
    ask("queue.pause", Map.of());
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isEmpty();
    ask("queue.resume", Map.of());
    assertThat(message(ask("queue.raise", Map.of()))).isEqualTo("2 of 2 jobs changed");
    fail(first);
    assertThat(message(ask("queue.retry", Map.of()))).isEqualTo("1 of 1 jobs changed");
    assertThat(state(first)).isEqualTo(JobState.WAITING);
    assertThat(message(ask("queue.cancel", Map.of()))).isEqualTo("2 of 2 jobs changed");
    assertThat(List.of(state(first), state(second))).containsOnly(JobState.CANCELLED);
  }

  @Test
  void heldRunsAreListedWithTheirReasonAndReleasedOneByOneOrAllTogether() throws IOException {
    for (String uid : List.of("1.1", "1.2", "1.3")) {
      node.receiveRun(uid);
      node.ledger()
          .closeRunHeld(
              node.runOf(uid),
              java.util.Optional.of(SeriesFacts.builder().build()),
              new Verdict.Hold("rule", "two patients"),
              "revision 1");
    }
    JsonNode held = ask("runs.list", Map.of("states", "held"));
    assertThat(held).hasSize(3);
    assertThat(held.get(0).path("reason").asText()).isEqualTo("two patients");
    ask("run.release", Map.of("run", held.get(0).path("run").asLong()));
    ask("run.ignore", Map.of("run", held.get(1).path("run").asLong()));
    assertThat(message(ask("queue.release", Map.of()))).isEqualTo("1 of 1 runs changed");
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
    JsonNode running = ask("jobs.list", Map.of("states", "running")).get(0);
    assertThat(running.path("stage").asText()).isEqualTo("back projection");
    assertThat(running.path("percent").asInt()).isEqualTo(40);
    assertThat(running.path("estimatedEnd").asText()).isNotEmpty();
  }

  @Test
  void aJobInFullTellsWhyItWasMadeWhereItWentAndWhatHappened() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 3, "PACS");
    JsonNode full = ask("jobs.show", Map.of("job", job));
    assertThat(full.path("explanation").asText()).isEqualTo("because");
    assertThat(full.path("deliveries").path("PACS").path("PENDING").asInt()).isEqualTo(3);
    assertThat(full.path("events").findValuesAsText("kind"))
        .contains("JOB_CREATED", "JOB_CLAIMED", "JOB_DONE");
  }

  private JsonNode ask(String operation, Map<String, ?> arguments) throws IOException {
    return operations.ask(operation, arguments);
  }

  private String order(String operation, long job) throws IOException {
    return message(ask(operation, Map.of("job", job)));
  }

  private static String message(JsonNode answer) {
    return answer.path("message").asText();
  }

  private JobState state(long job) {
    return node.ledger().job(job).orElseThrow().job().state();
  }

  private void fail(long job) {
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
  }
}
