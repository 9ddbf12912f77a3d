package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Failure;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * Writes the data folder that {@link UpgradeTest} opens: runs, jobs and deliveries in every state.
 * It is run with the jar of the release whose ledger is wanted in front of the class path; its
 * result is committed and is not written anew.
 */
public final class UpgradeFixture {

  private static final String OWNER = "the process that died";

  private UpgradeFixture() {}

  /** Writes the ZIP file that is named. */
  public static void main(String... arguments) throws IOException {
    Path data = Files.createTempDirectory("upgrade");
    try (StoreFixture node = new StoreFixture(data)) {
      write(node);
    }
    zip(data, Path.of(arguments[0]));
  }

  private static void write(StoreFixture node) throws IOException {
    Ledger ledger = node.ledger();
    node.receiveFrame("1.1.1", "1.5.1"); // stays open
    ignored(node, "1.1.2");
    held(node, "1.1.3");
    final long done = node.job("1.2.1");
    claim(node);
    node.finish(done, 4, "PACS", "ARCHIVE");
    List<DeliveryRecord> pacs = deliveries(node, done, "PACS");
    List<DeliveryRecord> archive = deliveries(node, done, "ARCHIVE");
    ledger.sending().succeeded(pacs.stream().map(UpgradeFixture::arrived).toList());
    confirm(node, "PACS");
    ledger.sending().succeeded(List.of(arrived(archive.get(0))));
    ledger.sending().failed(archive.get(1).delivery().id(), 0xA700, "out of resources");
    final long failed = node.job("1.2.2");
    claim(node);
    ledger.jobFailed(node.claimOf(failed), new Failure(Failure.Kind.INPUT, "too few views"));
    final long cancelled = node.job("1.2.3");
    ledger.orders().cancelJob(cancelled);
    final long paused = node.job("1.2.4");
    ledger.orders().holdJob(paused);
    final long retried = node.job("1.2.5");
    claim(node);
    Instant later = node.clock.instant().plus(Duration.ofHours(1));
    ledger.jobRetry(
        node.claimOf(retried), later, new Failure(Failure.Kind.RESOURCE, "memory was short"));
    node.job("1.2.6");
    claim(node); // runs
    node.job("1.2.7"); // waits
  }

  private static List<DeliveryRecord> deliveries(StoreFixture node, long job, String to) {
    return node.ledger().deliveriesOf(job).stream()
        .filter(each -> each.delivery().destination().equals(to))
        .toList();
  }

  private static Sending.Arrival arrived(DeliveryRecord record) {
    return new Sending.Arrival(record.delivery().id(), 0, "", true);
  }

  private static void claim(StoreFixture node) {
    if (node.ledger().claimNextJob(OWNER, node.clock.instant()).isEmpty()) {
      throw new IllegalStateException("no job waits");
    }
  }

  private static void ignored(StoreFixture node, String uid) throws IOException {
    node.receiveRun(uid);
    node.ledger()
        .closeRunIgnored(
            node.runOf(uid),
            Optional.of(SeriesFacts.builder().build()),
            new Verdict.Ignore("rest", "no rule selects it"),
            "revision 1");
  }

  private static void held(StoreFixture node, String uid) throws IOException {
    node.receiveRun(uid);
    node.ledger()
        .closeRunHeld(
            node.runOf(uid), Optional.empty(), new Verdict.Hold("look", "a person looks"), "r1");
  }

  private static void confirm(StoreFixture node, String destination) {
    Commitments commitments = node.ledger().commitments();
    ToConfirm asked = commitments.next(destination, node.clock.instant()).orElseThrow();
    Uid transaction = new Uid("1.9.9.9");
    commitments.begin(asked, transaction, node.clock.instant().plusSeconds(60));
    commitments.answered(
        new CommitmentReport(
            transaction,
            java.util.Set.of(asked.instances().get(0).sopInstance()),
            java.util.Map.of()));
  }

  private static void zip(Path folder, Path target) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target));
        Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }
}
