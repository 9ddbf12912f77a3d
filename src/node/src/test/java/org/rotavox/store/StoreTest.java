package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Claim;
import org.rotavox.model.Delivery;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;
import org.rotavox.spool.IncomingFile;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;

class StoreTest {

  private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary.resolve("data");
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void aSecondNodeInTheSameFolderIsRefusedInWords() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Store.open(node.settings(), node.clock))
        .withMessageContaining(folder.toString())
        .withMessageContaining("process " + ProcessHandle.current().pid())
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IN_USE));
  }

  @Test
  void aDamagedLedgerIsRefusedInWordsAndLeavesNoLock() throws IOException {
    node.receiveRun("1.2.3");
    node.store().close();
    Path file = folder.resolve("ledger/ledger.mv.db");
    byte[] whole = Files.readAllBytes(file);
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      damaged.write(new byte[(int) damaged.length()]);
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Store.open(node.settings(), node.clock))
        .withMessageContaining("restore its last backup")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LEDGER_UNREADABLE));
    Files.write(file, whole);
    try (Store again = Store.open(node.settings(), node.clock)) {
      assertThat(again.ledger().balance().received()).isEqualTo(1);
    }
    node = new StoreFixture(folder);
  }

  @Test
  void aLedgerThatLostItsEndIsRefusedUntilAPersonAcceptsIt() throws IOException {
    node.receiveRun("1.2.3");
    node.store().close();
    Path file = folder.resolve("ledger/ledger.mv.db");
    byte[] earlier = Files.readAllBytes(file);
    node = new StoreFixture(folder);
    node.receiveRun("1.2.4");
    node.store().close();
    Files.write(file, earlier);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Store.open(node.settings(), node.clock))
        .withMessageContaining("ends with event 1, but when the node stopped it ended with 2")
        .withMessageContaining("last-event");
    Files.delete(folder.resolve("ledger/last-event"));
    node = new StoreFixture(folder);
    assertThat(node.store().reconciliation().unrecorded()).isEqualTo(1);
  }

  @Test
  void belowTheWatermarkNothingIsTakenIn() throws IOException {
    StoreSettings greedy =
        StoreSettings.byAge(
            folder.resolveSibling("full"),
            Long.MAX_VALUE,
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));
    try (Store full = Store.open(greedy, node.clock)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> full.spool().newIncoming())
          .withMessageContaining("MiB free")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BELOW_WATERMARK));
      assertThat(full.spool().hasRoom()).isFalse();
    }
  }

  @Test
  void anAbandonedObjectLeavesNothing() throws IOException {
    try (IncomingFile incoming = node.store().spool().newIncoming()) {
      incoming.stream().write(new byte[100_000]);
      assertThat(filesIn("spool/incoming")).hasSize(1);
    }
    assertThat(filesIn("spool")).isEmpty();
  }

  @Test
  void theDigestIsThatOfTheContentAlone() throws IOException {
    List<String> digests = new ArrayList<>();
    for (String sender : List.of("A", "SOMEBODY")) {
      try (IncomingFile incoming = node.store().spool().newIncoming()) {
        incoming.stream().write(sender.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        incoming.startContent();
        incoming.stream().write("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path file = incoming.commit();
        assertThat(Files.readString(node.store().spool().resolve(file))).isEqualTo(sender + "abc");
        digests.add(incoming.sha256());
      }
    }
    assertThat(digests)
        .containsOnly("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aPathThatLeavesTheSpoolIsRefused() {
    Spool spool = node.store().spool();
    assertThatThrownBy(() -> spool.resolve(Path.of("../ledger/ledger.mv.db")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spool.resolve(Path.of("/etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStartReconcilesSpoolAndLedger() throws IOException {
    node.receiveRun("1.1");
    node.receiveRun("1.2");
    long job = node.job("1.3");
    Files.writeString(
        node.store().spool().resultFolder(new Claim(job, 1, "me")).resolve("0.dcm"),
        "half a result");
    Path lost = node.store().spool().resolve(fileOf("1.1"));
    Files.delete(lost);
    Files.writeString(folder.resolve("spool/incoming/abc.part"), "half an object");
    Files.writeString(lost.resolveSibling("0123.dcm"), "nobody knows me");

    node.restart();

    assertThat(node.store().reconciliation()).isEqualTo(new Reconciliation(1, 1, 1, 1));
    assertThat(filesIn("spool/incoming")).isEmpty();
    assertThat(node.store().unrecorded().takeIn(path -> false)).isZero();
    assertThat(filesIn("spool/quarantine"))
        .extracting(Path::getFileName)
        .asString()
        .contains("0123");
    assertThat(node.store().spool().inQuarantine().bytes()).isEqualTo("nobody knows me".length());
    assertThat(node.ledger().history().events(0, 100))
        .extracting(LedgerEvent::kind)
        .contains(LedgerEvent.Kind.FILE_MISSING, LedgerEvent.Kind.FILE_QUARANTINED);
    assertThat(node.ledger().balance().balances()).isTrue();

    assertThat(node.receiveRun("1.1")).isEqualTo(Admitted.NEW);
    assertThat(Files.exists(node.store().spool().resolve(fileOf("1.1")))).isTrue();
    assertThat(node.ledger().balance().received()).isEqualTo(3);
    node.restart();
    assertThat(node.store().reconciliation().isClean()).isTrue();
  }

  @Test
  void retentionTakesWhatIsIgnoredOrDeliveredAfterItsTimeAndNothingElse() throws IOException {
    long delivered = node.job("1.1");
    long undelivered = node.job("1.2");
    long failed = node.job("1.3");
    for (long id : List.of(delivered, undelivered, failed)) {
      assertThat(node.ledger().claimNextJob("me", node.clock.instant())).isPresent();
      if (id != failed) {
        node.finish(id, 2, "PACS");
      }
    }
    node.ledger()
        .jobFailed(
            node.claimOf(failed),
            new org.rotavox.model.Failure(org.rotavox.model.Failure.Kind.INPUT, "no angles"));
    for (Delivery delivery :
        node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1)) {
      if (delivery.jobId() == delivered) {
        node.ledger()
            .sending()
            .succeeded(List.of(new Sending.Arrival(delivery.id(), 0, "", false)));
      }
    }
    node.receiveRun("1.4");
    node.ledger()
        .closeRunIgnored(node.runOf("1.4"), Optional.empty(), new Verdict.Ignore("", "x"), "");
    node.receiveRun("1.5");
    node.ledger().closeRunHeld(node.runOf("1.5"), Optional.empty(), new Verdict.Hold("", "x"), "");
    Balance before = node.ledger().balance();

    node.clock.move(Duration.ofDays(7));
    assertThat(node.store().purge(node.clock.instant())).isZero();
    node.clock.move(Duration.ofSeconds(1));
    assertThat(node.store().purge(node.clock.instant())).isEqualTo(1);
    assertThat(filesIn("spool/instances")).hasSize(4);
    node.clock.move(Duration.ofDays(30));
    assertThat(node.store().purge(node.clock.instant())).isEqualTo(1);
    assertThat(filesIn("spool/instances")).hasSize(3);
    assertThat(filesIn("spool/results")).hasSize(2);
    node.clock.move(Duration.ofDays(3000));
    assertThat(node.store().purge(node.clock.instant())).isZero();

    assertThat(node.ledger().balance().received()).isEqualTo(before.received());
    assertThat(node.ledger().balance().balances()).isTrue();
    assertThat(node.receiveRun("1.4")).isEqualTo(Admitted.DUPLICATE);
    node.restart();
    assertThat(node.store().reconciliation().isClean()).isTrue();

    assertThat(node.ledger().orders().cancelJob(failed)).isTrue();
    node.clock.move(Duration.ofDays(8));
    assertThat(node.store().purge(node.clock.instant())).isEqualTo(1);
  }

  @Test
  void belowTheWatermarkRetentionDoesNotWaitForItsTime() throws IOException {
    node.receiveRun("1.4");
    node.ledger()
        .closeRunIgnored(node.runOf("1.4"), Optional.empty(), new Verdict.Ignore("", "x"), "");
    node.receiveRun("1.5");
    node.store().close();
    StoreSettings full =
        StoreSettings.byAge(
            folder, Long.MAX_VALUE, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(400));
    try (Store store = Store.open(full, node.clock)) {
      node.clock.move(Duration.ofSeconds(1));
      assertThat(store.purge(node.clock.instant())).isEqualTo(1);
      assertThat(filesIn("spool/instances")).hasSize(1);
    }
    node = new StoreFixture(folder);
  }

  @Test
  void aBackupTakenInFullWorkIsALedger(@TempDir Path elsewhere) throws IOException {
    node.job("1.1");
    Path zip = elsewhere.resolve("ledger.zip");
    node.store().backup(zip);
    node.receiveRun("1.2");

    Path restored = elsewhere.resolve("data");
    unpack(zip, Files.createDirectories(restored.resolve("ledger")));
    StoreSettings settings =
        StoreSettings.byAge(
            restored, 0, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(400));
    try (Store copy = Store.open(settings, node.clock)) {
      assertThat(copy.ledger().balance().received()).isEqualTo(1);
      assertThat(copy.ledger().job(1).orElseThrow().job().state()).isEqualTo(JobState.WAITING);
      assertThat(copy.reconciliation().missing()).isEqualTo(1);
    }
  }

  @Test
  void manySendersAtOnceLoseAndDoubleNothing() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    List<Callable<Admitted>> work = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      String uid = "1.1." + i / 2; // each twice
      String series = "1.5." + i % 6;
      work.add(() -> node.receive(uid, series, "pixels of " + uid, series + "/1", "ANGIO", ""));
    }
    int fresh = 0;
    for (Future<Admitted> future : senders.invokeAll(work)) {
      fresh += future.get() == Admitted.NEW ? 1 : 0;
    }
    senders.shutdown();
    Balance balance = node.ledger().balance();
    assertThat(fresh).isEqualTo(120);
    assertThat(balance.received()).isEqualTo(120);
    assertThat(balance.duplicates()).isEqualTo(120);
    assertThat(balance.balances()).isTrue();
    assertThat(filesIn("spool/instances")).hasSize(120);
  }

  @Test
  void anInterruptedThreadDoesNotBreakTheLedger() throws IOException {
    Thread.currentThread().interrupt();
    try {
      node.ledger().balance();
    } catch (RuntimeException e) {
      assertThat(e).as("an interrupted wait for a connection is allowed to fail").isNotNull();
    }
    Thread.interrupted();
    node.receiveRun("1.1");
    assertThat(node.ledger().balance().received()).isEqualTo(1);
  }

  private Path fileOf(String uid) {
    return node.ledger().runs(java.util.Set.of(RunState.values()), 100).stream()
        .flatMap(run -> node.ledger().instancesOf(run.id()).stream())
        .filter(instance -> instance.sopInstance().value().equals(uid))
        .findFirst()
        .orElseThrow()
        .file();
  }

  private List<Path> filesIn(String below) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(below))) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  private static void unpack(Path zip, Path target) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, target.resolve(Path.of(entry.getName()).getFileName().toString()));
        }
      }
    }
  }
}
