package org.rotavox.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.app.node.BuiltInSettings;
import org.rotavox.config.NodeSettings;
import org.rotavox.model.Failure;
import org.rotavox.model.Verdict;
import org.rotavox.store.StoreFixture;
import org.rotavox.upkeep.Housekeeping;
import org.rotavox.upkeep.MaintenanceSettings;

class StatusReportTest {

  @TempDir private Path folder;
  private StoreFixture node;
  private final Operations operations = new Operations();

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
    NodeSettings settings = BuiltInSettings.load();
    Housekeeping housekeeping =
        new Housekeeping(
            node.store(),
            new MaintenanceSettings("", "", folder.resolve("backup"), 3, ""),
            node.clock);
    StateRequests.addTo(
        operations,
        settings,
        node.store(),
        housekeeping,
        node.clock,
        () -> Map.of("running", true));
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void everyReceivedObjectIsSomewhereAndTheSumSaysSo() throws IOException {
    node.receiveRun("1.1");
    node.receiveRun("1.2");
    node.receiveRun("1.2");
    node.ledger()
        .closeRunIgnored(
            node.runOf("1.2"), Optional.empty(), new Verdict.Ignore("rest", "not wanted"), "");
    JsonNode balance = status().path("balance");
    assertThat(balance.path("balances").asBoolean()).isTrue();
    assertThat(balance.path("received").asInt()).isEqualTo(2);
    assertThat(balance.path("waiting").asInt()).isEqualTo(1);
    assertThat(balance.path("ignored").asInt()).isEqualTo(1);
    assertThat(balance.path("duplicates").asInt()).isEqualTo(1);
  }

  @Test
  void whatWaitsForAPersonIsNamed() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
    node.receiveRun("1.2");
    node.ledger()
        .closeRunHeld(node.runOf("1.2"), Optional.empty(), new Verdict.Hold("r", "look"), "");
    JsonNode attention = status().path("attention");
    assertThat(attention.path("failedJobs").get(0).path("failure").asText()).isEqualTo("no angles");
    assertThat(attention.path("heldRuns").get(0).path("reason").asText()).isEqualTo("look");
  }

  @Test
  void theQueueTellsWhatRunsAndWhetherItIsPaused() throws IOException {
    node.job("1.1");
    node.job("1.2");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().orders().pauseQueue(true);
    JsonNode queue = status().path("queue");
    assertThat(queue.path("RUNNING").asInt()).isEqualTo(1);
    assertThat(queue.path("WAITING").asInt()).isEqualTo(1);
    assertThat(queue.path("paused").asBoolean()).isTrue();
    assertThat(queue.path("running")).hasSize(1);
  }

  @Test
  void aDestinationTellsWhatIsPendingAndWhetherItAnsweredLast() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 3, "PACS");
    assertThat(status().path("destinations").get(0).has("answers")).isFalse();
    node.ledger().chores().done(DestinationCheck.choreOf("PACS"), false, "connection refused");
    JsonNode pacs = status().path("destinations").get(0);
    assertThat(pacs.path("pending").asInt()).isEqualTo(3);
    assertThat(pacs.path("answers").asBoolean(true)).isFalse();
    assertThat(pacs.path("message").asText()).isEqualTo("connection refused");
  }

  @Test
  void aBackupIsMadeWhileTheLedgerIsOpenAndNeverOverwritesAFile() throws IOException {
    Path made = Path.of(operations.ask("backup", Map.of()).path("file").asText());
    assertThat(made).exists().hasParent(folder.resolve("backup"));
    Path named = folder.resolve("mine.zip");
    operations.ask("backup", Map.of("file", named.toString()));
    assertThat(Files.size(named)).isPositive();
    assertThatThrownBy(() -> operations.ask("backup", Map.of("file", named.toString())))
        .isInstanceOf(IOException.class);
    assertThat(status().path("chores").findValuesAsText("name")).contains("backup");
  }

  private JsonNode status() throws IOException {
    return operations.ask("status", Map.of());
  }
}
