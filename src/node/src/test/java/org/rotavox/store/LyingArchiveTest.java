package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;

/** Reports of an archive that says anything about anything. */
class LyingArchiveTest {

  private static final int JOBS = 40;
  private static final int REPORTS = 8;
  private static final int RESULTS = 6;

  @TempDir private Path folder;
  private final Random random = new Random(16);
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void nothingIsConfirmedThatWasNotAskedAndNothingIsLost() throws IOException {
    int confirmed = 0;
    int sentAgain = 0;
    for (int n = 0; n < JOBS; n++) {
      long job = delivered("1.2." + n);
      ToConfirm all = node.ledger().commitments().next("PACS", node.clock.instant()).orElseThrow();
      assertThat(all.jobId()).isEqualTo(job);
      ToConfirm asked =
          new ToConfirm(
              job, "PACS", all.study(), all.instances().subList(0, 1 + random.nextInt(RESULTS)));
      Uid transaction = new Uid("1.2.3." + n);
      node.ledger().commitments().begin(asked, transaction, node.clock.instant().plusSeconds(3600));
      Set<Uid> mayBeConfirmed = new HashSet<>();
      for (int report = 0; report < REPORTS; report++) {
        CommitmentReport said = report(transaction, all, n);
        node.ledger().commitments().answered(said);
        if (said.transaction().equals(transaction)) {
          said.committed().stream()
              .filter(uid -> !said.failed().containsKey(uid))
              .forEach(mayBeConfirmed::add);
        }
      }
      mayBeConfirmed.retainAll(
          asked.instances().stream().map(ToConfirm.Item::sopInstance).collect(Collectors.toSet()));
      List<DeliveryRecord> deliveries = node.ledger().deliveriesOf(job);
      assertThat(deliveries).hasSize(RESULTS);
      assertThat(deliveries)
          .extracting(record -> record.delivery().state())
          .doesNotContain(DeliveryState.FAILED, DeliveryState.REPLACED);
      for (DeliveryRecord record : deliveries) {
        if (record.delivery().state() == DeliveryState.CONFIRMED) {
          assertThat(mayBeConfirmed).contains(record.delivery().sopInstance());
          confirmed++;
        }
        sentAgain += record.delivery().state() == DeliveryState.PENDING ? 1 : 0;
      }
      settle(job);
    }
    assertThat(confirmed).as("honest words among the lies count").isGreaterThan(JOBS / 2);
    assertThat(sentAgain).isGreaterThan(JOBS / 4);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  private CommitmentReport report(Uid transaction, ToConfirm all, int n) {
    Set<Uid> committed = new HashSet<>();
    Map<Uid, Integer> failed = new HashMap<>();
    for (ToConfirm.Item item : all.instances()) {
      if (random.nextInt(3) == 0) {
        committed.add(item.sopInstance());
      }
      if (random.nextInt(5) == 0) {
        failed.put(item.sopInstance(), 0x0110 + random.nextInt(4));
      }
    }
    for (int i = random.nextInt(200); i > 0; i--) {
      committed.add(new Uid("1.9." + n + "." + i));
      failed.put(new Uid("1.8." + n + "." + i), random.nextInt(0x10000));
    }
    Uid named = random.nextInt(4) == 0 ? new Uid("1.2.4." + n) : transaction;
    return new CommitmentReport(named, committed, failed);
  }

  private long delivered(String uid) throws IOException {
    long job = node.job(uid);
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, RESULTS, "PACS");
    node.ledger()
        .sending()
        .succeeded(
            node.ledger().deliveriesOf(job).stream()
                .map(record -> new Sending.Arrival(record.delivery().id(), 0, "", true))
                .toList());
    return job;
  }

  /** So that the next job is the next to be asked about. */
  private void settle(long job) {
    node.ledger()
        .sending()
        .succeeded(
            node.ledger().deliveriesOf(job).stream()
                .filter(record -> record.delivery().state() == DeliveryState.PENDING)
                .map(record -> new Sending.Arrival(record.delivery().id(), 0, "", false))
                .toList());
    node.ledger().commitments().giveUp("PACS", 0);
  }
}
