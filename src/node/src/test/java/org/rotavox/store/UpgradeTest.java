package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;

/**
 * A data folder that an earlier release has written (schema V30, {@link UpgradeFixture}): nothing
 * of it changes its state by being opened, and all of it goes on.
 */
class UpgradeTest {

  @TempDir private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    Path data = folder.resolve("data");
    try (InputStream in = UpgradeTest.class.getResourceAsStream("data-of-v30.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        Path file = data.resolve(next.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    node = new StoreFixture(data);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void everyStateIsTheSameAfterwards() {
    assertThat(counts(runs(), RunRecord::state))
        .containsOnly(
            entry(RunState.OPEN, 1L),
            entry(RunState.IGNORED, 1L),
            entry(RunState.HELD, 1L),
            entry(RunState.JOB, 7L));
    assertThat(counts(jobs(), record -> record.job().state()))
        .containsOnly(
            entry(JobState.DONE, 1L),
            entry(JobState.FAILED, 1L),
            entry(JobState.CANCELLED, 1L),
            entry(JobState.HELD, 1L),
            entry(JobState.WAITING, 2L),
            entry(JobState.RUNNING, 1L));
    assertThat(counts(node.ledger().deliveriesOf(1), record -> record.delivery().state()))
        .containsOnly(
            entry(DeliveryState.CONFIRMED, 1L),
            entry(DeliveryState.DELIVERED, 4L),
            entry(DeliveryState.FAILED, 1L),
            entry(DeliveryState.PENDING, 2L));
    assertThat(node.ledger().balance().balances()).isTrue();
    assertThat(node.ledger().balance().received()).isEqualTo(10);
    assertThat(node.store().reconciliation().missing()).isZero();
    assertThat(node.store().unrecorded().count()).isZero();
    assertThat(job(JobState.FAILED).failure().map(Failure::message)).contains("too few views");
    assertThat(node.ledger().history().eventsOfJob(1, 4, 100)).hasSizeGreaterThan(3);
  }

  @Test
  void whatWasUnderWayGoesOn() throws IOException {
    Ledger ledger = node.ledger();
    Instant now = node.clock.instant().plus(Duration.ofHours(2));
    assertThat(ledger.interruptedJobs("the process that lives", now)).hasSize(1);
    long interrupted = job(JobState.RUNNING).job().id();
    ledger.jobDied(node.claimOf(interrupted), 3);
    for (int n = 0; n < 3; n++) {
      ReconstructionJob claimed = ledger.claimNextJob("the process that lives", now).orElseThrow();
      node.finish(claimed.id(), 2, "PACS");
    }
    assertThat(ledger.claimNextJob("the process that lives", now)).isEmpty();
    assertThat(ledger.orders().releaseJob(job(JobState.HELD).job().id())).isTrue();
    assertThat(ledger.orders().retryJob(job(JobState.FAILED).job().id())).isTrue();
    assertThat(ledger.claimNextJob("the process that lives", now)).isPresent();
    assertThat(ledger.sending().pending("ARCHIVE", 100, now, 0, 1)).hasSize(2);
    assertThat(ledger.orders().releaseRun(run(RunState.HELD).id())).isTrue();
    assertThat(node.receiveRun("1.2.1")).isEqualTo(Admitted.DUPLICATE);
    assertThat(node.receiveRun("1.7.1")).isEqualTo(Admitted.NEW);
    assertThat(ledger.balance().balances()).isTrue();
  }

  private List<RunRecord> runs() {
    return node.ledger().runs(Set.of(RunState.values()), 1000);
  }

  private RunRecord run(RunState state) {
    return node.ledger().runs(Set.of(state), 1).get(0);
  }

  private List<JobRecord> jobs() {
    return node.ledger().jobs(Set.of(JobState.values()), 1000);
  }

  private JobRecord job(JobState state) {
    return node.ledger().jobs(Set.of(state), 1).get(0);
  }

  private static <T, S> Map<S, Long> counts(List<T> records, Function<T, S> state) {
    return records.stream().collect(Collectors.groupingBy(state, Collectors.counting()));
  }
}
