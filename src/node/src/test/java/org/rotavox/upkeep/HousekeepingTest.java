package org.rotavox.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.desk.JobOperations;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Failure;
import org.rotavox.model.Verdict;
import org.rotavox.store.Chore;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.LedgerEvent;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.Sending;
import org.rotavox.store.StoreFixture;
import org.rotavox.store.StoreSettings;
import org.rotavox.ticks.Ticks;

class HousekeepingTest {

  @TempDir private Path folder;
  private StoreFixture node;
  private Path backups;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
    backups = folder.resolve("backup");
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void onlyTheNewestBackupsAreKeptAndNothingElseIsTouched() throws IOException {
    Housekeeping housekeeping = housekeeping("", 2);
    Path first = housekeeping.backUp();
    Files.writeString(backups.resolve("notes.txt"), "mine");
    for (int i = 0; i < 3; i++) {
      node.clock.move(Duration.ofMillis(1));
      housekeeping.backUp();
    }
    try (var files = Files.list(backups)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(3)
          .contains("notes.txt")
          .doesNotContain(first.getFileName().toString());
    }
  }

  @Test
  void theLastBackupIsRememberedOverARestartAndSoIsOneThatFailed() throws IOException {
    Path made = housekeeping("", 2).backUp();
    node.restart();
    assertThat(node.ledger().chores().all())
        .containsExactly(new Chore("backup", node.clock.instant(), true, made.toString()));

    Files.writeString(folder.resolve("file"), "no folder");
    backups = folder.resolve("file");
    assertThatThrownBy(() -> housekeeping("", 2).backUp()).isInstanceOf(IOException.class);
    assertThat(node.ledger().chores().all()).extracting(Chore::ok).containsExactly(false);
  }

  @Test
  void retentionIsAppliedAtTheStartAndTheBackupAtItsTime() throws IOException {
    try (Ticks ticks = new Ticks(Vitals.unwatched(), Clock.systemUTC())) {
      // a clock that goes on: a backup has the name of its time
      new Housekeeping(node.store(), maintenance("* * * * * ?", 5), Clock.systemUTC())
          .start(ticks, ZoneOffset.UTC);
      ticks.start();
      await()
          .untilAsserted(
              () ->
                  assertThat(node.ledger().chores().all())
                      .extracting(Chore::name)
                      .containsExactly("backup", "housekeeping"));
    }
    assertThat(node.ledger().chores().all()).extracting(Chore::ok).containsOnly(true);
  }

  @Test
  void aDiskThatFallsBelowItsWatermarkGetsRetentionAtOnceAndNotAgainAndAgain() throws IOException {
    ignored("1.1");
    node.restart(
        StoreSettings.byAge(
            node.folder,
            Long.MAX_VALUE,
            Duration.ofDays(7),
            Duration.ofDays(7),
            Duration.ofDays(7)));
    Housekeeping housekeeping = housekeeping("", 2);
    node.clock.move(Duration.ofSeconds(1));
    housekeeping.lookAtDisk();
    assertThat(purged()).isEqualTo(1);
    ignored("1.2");
    node.clock.move(Duration.ofSeconds(1));
    housekeeping.lookAtDisk();
    assertThat(purged()).as("that waits for its time").isEqualTo(1);
    node.restart();
  }

  private void ignored(String uid) throws IOException {
    node.ledger()
        .recordInstance(
            new ReceivedInstance(
                StoreFixture.XA,
                new Uid(uid),
                new Uid("1.8"),
                new Uid("1.9"),
                new Uid("1.2.840.10008.1.2.1"),
                new AeTitle("ANGIO"),
                new AeTitle("ROTAVOX"),
                "127.0.0.1",
                Path.of("instances/" + uid + ".dcm"),
                1,
                "ab".repeat(32),
                node.clock.instant(),
                uid,
                "",
                AnnouncedCount.NONE),
            KnownCopies.NOT_COMPARED);
    node.ledger()
        .closeRunIgnored(
            node.runOf(uid), Optional.empty(), new Verdict.Ignore("rest", "not wanted"), "");
  }

  private long purged() {
    return node.ledger().history().events(0, 100).stream()
        .filter(event -> event.kind() == LedgerEvent.Kind.PURGED)
        .count();
  }

  @Test
  void aFailedJobIsKeptUntilSomebodyAcknowledgesIt() throws IOException {
    long job = failedJob();
    node.clock.move(Duration.ofDays(1000));
    assertThat(node.store().purge(node.clock.instant())).isZero();
    assertThat(new JobOperations(node.ledger()).acknowledge(job).accepted()).isTrue();
    assertThat(node.ledger().history().unacknowledged(10)).isEmpty();
    assertThat(node.store().purge(node.clock.instant())).isEqualTo(1);
    assertThat(new JobOperations(node.ledger()).retry(job).accepted()).isFalse();
    assertThat(node.ledger().balance().failed()).isEqualTo(1);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void aRetryTakesTheAcknowledgementBack() throws IOException {
    long job = failedJob();
    JobOperations operations = new JobOperations(node.ledger());
    operations.acknowledge(job);
    assertThat(operations.retry(job).accepted()).isTrue();
    fail(job);
    assertThat(node.ledger().history().unacknowledged(10)).hasSize(1);
    node.clock.move(Duration.ofDays(1000));
    assertThat(node.store().purge(node.clock.instant())).isZero();
  }

  @Test
  void deliveriesThatWereGivenUpAreKeptUntilSomebodyAcknowledgesThem() throws IOException {
    long job = node.job("1.1");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 1, "PACS", "OTHER");
    JobOperations operations = new JobOperations(node.ledger());
    node.ledger().sending().failed(delivery("PACS"), 0xA900, "refused");
    assertThat(operations.acknowledge(job).accepted()).as("one is pending").isFalse();
    node.ledger()
        .sending()
        .succeeded(List.of(new Sending.Arrival(delivery("OTHER"), 0, "", false)));
    node.clock.move(Duration.ofDays(1000));
    assertThat(node.store().purge(node.clock.instant())).isZero();
    assertThat(operations.acknowledge(job).accepted()).isTrue();
    assertThat(node.store().purge(node.clock.instant())).isEqualTo(1);
  }

  @Test
  void theJournalForgetsOldRunsWhoseFilesAreGoneAndKeepsTheOthers() throws IOException {
    node.receiveRun("1.1");
    node.ledger()
        .closeRunIgnored(
            node.runOf("1.1"), Optional.empty(), new Verdict.Ignore("rest", "not wanted"), "");
    node.job("1.2");
    long before = node.ledger().history().events(0, 100).size();
    node.clock.move(Duration.ofDays(300));
    node.store().purge(node.clock.instant());
    assertThat(node.ledger().history().events(0, 100)).hasSize((int) before + 1);
    node.clock.move(Duration.ofDays(101));
    node.store().purge(node.clock.instant());
    assertThat(node.ledger().history().events(0, 100))
        .extracting(LedgerEvent::kind)
        .containsExactly(
            LedgerEvent.Kind.RUN_OPENED, LedgerEvent.Kind.JOB_CREATED, LedgerEvent.Kind.PURGED);
    node.clock.move(Duration.ofDays(4000));
    node.store().purge(node.clock.instant());
    node.restart(); // the witness of the last event is content
    assertThat(node.ledger().history().events(0, 100)).isNotEmpty();
  }

  private long delivery(String destination) {
    return node.ledger().sending().pending(destination, 1, node.clock.instant(), 0, 1).get(0).id();
  }

  private long failedJob() throws IOException {
    long job = node.job("1.1");
    fail(job);
    return job;
  }

  private void fail(long job) {
    assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isPresent();
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
  }

  private Housekeeping housekeeping(String backupTimes, int keep) {
    return new Housekeeping(node.store(), maintenance(backupTimes, keep), node.clock);
  }

  private MaintenanceSettings maintenance(String backupTimes, int keep) {
    return new MaintenanceSettings("0 0 0 1 1 ? 2099", backupTimes, backups, keep, "");
  }
}
