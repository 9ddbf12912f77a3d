package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.Verdict;
import org.rotavox.spool.StoreException;
import org.rotavox.support.Proofs;

/** What a data folder meets in years: each fault with its message, and the balance after it. */
class FaultsIT {

  private static final int OBJECT_BYTES = 200_000;

  @TempDir private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
  }

  @AfterEach
  void close() throws Exception {
    assertThat(node.ledger().balance().balances()).isTrue();
    node.close();
  }

  @Test
  void aFullDiskRefusesInWordsLeavesNothingHalfAndGoesOnWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = smallSpool()) {
      String content = "x".repeat(OBJECT_BYTES);
      receive("1.1", content);
      Path hog = disk.folder().resolve("hog");
      Files.write(hog, new byte[(int) disk.bytes() - 2 * OBJECT_BYTES + OBJECT_BYTES / 2]);
      assertThatThrownBy(() -> receive("1.2", content))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the disk of the spool is full")
          .satisfies(
              e -> assertThat(((StoreException) e).kind()).isEqualTo(StoreException.Kind.NO_ROOM));
      try (Stream<Path> parts = Files.list(disk.folder().resolve("incoming"))) {
        assertThat(parts).isEmpty();
      }
      assertThat(node.ledger().balance().received()).isEqualTo(1);
      assertThat(node.ledger().balance().balances()).isTrue();
      Files.delete(hog);
      assertThat(receive("1.2", content)).isEqualTo(Admitted.NEW);
    }
  }

  @Test
  void aReadOnlySpoolRefusesInWordsAndGoesOnWhenItIsWritableAgain() throws Exception {
    try (SmallDisk disk = smallSpool()) {
      receive("1.1", "first");
      disk.remount("ro");
      assertThatThrownBy(() -> receive("1.2", "second"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the spool cannot be written")
          .hasMessageContaining("check disk, mount and owner");
      assertThat(node.ledger().balance().received()).isEqualTo(1);
      disk.remount("rw");
      assertThat(receive("1.2", "second")).isEqualTo(Admitted.NEW);
    }
  }

  @Test
  void aJobThatTheClockPutOffForYearsRunsWhenTheClockIsRightAgain() throws IOException {
    Instant right = node.clock.instant();
    long job = node.job("1.1");
    node.clock.set(right.plus(Duration.ofDays(3000)));
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobRetry(node.claimOf(job), node.clock.instant().plusSeconds(30), busy());
    node.clock.set(right);
    assertThat(node.ledger().claimNextJob("me", right)).map(ReconstructionJob::id).contains(job);
  }

  @Test
  void aJobThatIsMadeWhileTheClockIsAheadRunsAfterItWasPutBack() throws IOException {
    Instant right = node.clock.instant();
    node.clock.set(right.plus(Duration.ofHours(5)));
    long job = node.job("1.1");
    node.clock.set(right);
    assertThat(node.ledger().claimNextJob("me", right)).map(ReconstructionJob::id).contains(job);
    node.finish(job, 1, "PACS");
    node.clock.set(right.minus(Duration.ofDays(2000)));
    assertThat(node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1)).hasSize(1);
    node.clock.set(right.plus(Duration.ofDays(2000)));
    assertThat(node.store().purge(node.clock.instant())).as("it is not delivered").isZero();
  }

  @Test
  void aDeviceThatFailsInTheMiddleCostsAnAttemptAndMakesOneSeries() throws IOException {
    long job = node.job("1.1");
    ReconstructionJob first = node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow();
    Files.writeString(node.store().spool().resultFolder(first.claim()).resolve("0.dcm"), "half");
    node.ledger().jobRetry(node.claimOf(job), node.clock.instant(), busy());
    ReconstructionJob second = node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow();
    assertThat(second.resultSeries()).isEqualTo(first.resultSeries());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(node.store().spool().emptyResultFolder(second.claim())).isEmptyDirectory();
    assertThat(node.store().spool().results().resolve(job + "/1")).doesNotExist();
    node.finish(job, 2, "PACS");
    assertThat(node.ledger().balance().deliveriesPending()).isEqualTo(2);
  }

  @Test
  void manyJobsAreQueuedCountedServedInFairTurnsAndCancelled() throws Exception {
    int jobs = Proofs.cases(5000, 500);
    ExecutorService senders = Executors.newFixedThreadPool(8);
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      int number = i;
      work.add(() -> quick(number));
    }
    for (Future<Long> future : senders.invokeAll(work)) {
      future.get();
    }
    senders.shutdown();
    assertThat(node.ledger().history().jobCounts()).containsEntry(JobState.WAITING, (long) jobs);
    assertThat(node.ledger().balance().waiting()).isEqualTo(jobs);

    List<String> turns = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ReconstructionJob job = node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow();
      turns.add(job.source().value());
      node.ledger().jobFailed(job.claim(), new Failure(Failure.Kind.INPUT, "no angles"));
    }
    assertThat(Set.copyOf(turns.subList(0, 4))).as("each source once").hasSize(4);
    assertThat(turns.subList(4, 8)).isEqualTo(turns.subList(0, 4));
    assertThat(node.ledger().jobs(Set.of(JobState.FAILED), jobs)).hasSize(12);
    node.restart();
    assertThat(node.ledger().balance().waiting()).isEqualTo(jobs - 12);
  }

  private long quick(int number) throws IOException {
    String uid = "1.7." + number;
    String key = "run " + number;
    node.receive(uid, "1.9." + number, "object", key, "ANGIO" + number % 4, "");
    RunRecord run = node.runOf(key);
    return node.close(run, StoreFixture.order(Verdict.Priority.NORMAL, ""));
  }

  private Admitted receive(String uid, String content) throws IOException {
    return node.receive(uid, "1.9." + uid, content, uid, "ANGIO", "");
  }

  /** A file is renamed from incoming to instances: both must lie on the same disk. */
  private SmallDisk smallSpool() throws IOException {
    SmallDisk disk = SmallDisk.mount(node.folder.resolve("spool"), 2 << 20);
    for (String name : List.of("incoming", "instances", "results", "quarantine")) {
      Files.createDirectories(disk.folder().resolve(name));
    }
    return disk;
  }

  private static Failure busy() {
    return new Failure(Failure.Kind.RESOURCE, "the device was lost");
  }
}
