package org.rotavox.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        () -> NodeStatus.ProcessState.none("test"));
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
    NodeStatus.Objects balance = status().balance();
    assertThat(balance.balances()).isTrue();
    assertThat(balance.received()).isEqualTo(2);
    assertThat(balance.waiting()).isEqualTo(1);
    assertThat(balance.ignored()).isEqualTo(1);
    assertThat(balance.duplicates()).isEqualTo(1);
  }

  @Test
  void whatWaitsForAPersonIsNamed() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
    node.receiveRun("1.2");
    node.ledger()
        .closeRunHeld(node.runOf("1.2"), Optional.empty(), new Verdict.Hold("r", "look"), "");
    NodeStatus.Attention attention = status().attention();
    assertThat(attention.failedJobs().get(0).failure()).contains("no angles");
    assertThat(attention.heldRuns().get(0).reason()).isEqualTo("look");
  }

  @Test
  void theQueueTellsWhatRunsAndWhetherItIsPaused() throws IOException {
    node.job("1.1");
    node.job("1.2");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().orders().pauseQueue(true);
    NodeStatus.Queue queue = status().queue();
    assertThat(queue.running()).isEqualTo(1);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.paused()).isTrue();
    assertThat(queue.jobs()).hasSize(1);
  }

  @Test
  void aDestinationTellsWhatIsPendingAndWhetherItAnsweredLast() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 3, "PACS");
    assertThat(status().destinations().get(0).answers()).isEmpty();
    node.ledger().chores().done(DestinationCheck.choreOf("PACS"), false, "connection refused");
    NodeStatus.Destination pacs = status().destinations().get(0);
    assertThat(pacs.pending()).isEqualTo(3);
    assertThat(pacs.answers()).contains(false);
    assertThat(pacs.message()).contains("connection refused");
  }

  @Test
  void aBackupIsMadeWhileTheLedgerIsOpenAndNeverOverwritesAFile() throws IOException {
    Path made = Path.of(backUp(Optional.empty()));
    assertThat(made).exists().hasParent(folder.resolve("backup"));
    Path named = folder.resolve("mine.zip");
    backUp(Optional.of(named.toString()));
    assertThat(Files.size(named)).isPositive();
    assertThatThrownBy(() -> backUp(Optional.of(named.toString()))).isInstanceOf(IOException.class);
    assertThat(status().chores()).extracting(NodeStatus.ChoreState::name).contains("backup");
  }

  private String backUp(Optional<String> file) throws IOException {
    return operations.ask(Desk.BACKUP, new BackupFile(file)).file().orElseThrow();
  }

  private NodeStatus status() throws IOException {
    return operations.ask(Desk.STATUS, Nothing.NOTHING);
  }
}
