package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.Failure;
import org.rotavox.model.Verdict;

class RetentionTest {

  private static final RetentionPolicy FOR_EVER = RetentionPolicy.keeping(Duration.ofDays(10_000));
  private static final RetentionPolicy NOTHING = new RetentionPolicy(FOR_EVER.keep(), 1);

  @TempDir private Path folder;
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    assertThat(node.ledger().balance().balances()).isTrue();
    node.close();
  }

  @Test
  void ofIgnoredObjectsTheOldestGoUntilTheOthersTakeNoMoreThanTheyMay() throws IOException {
    long bytes = 0;
    for (String uid : List.of("1.1", "1.2", "1.3", "1.4")) {
      ignored(uid);
      bytes = bytesOf(uid);
    }
    RetentionPolicy two = new RetentionPolicy(FOR_EVER.keep(), 2 * bytes);
    assertThat(purge(two, FOR_EVER, FOR_EVER)).isEqualTo(2);
    assertThat(runs(true)).containsExactly("1.1", "1.2");
    assertThat(runs(false)).containsExactly("1.3", "1.4");
    assertThat(purge(two, FOR_EVER, FOR_EVER)).as("that was enough").isZero();
    assertThat(events()).anySatisfy(e -> assertThat(e).contains("more than 0 MiB were ignored"));
  }

  @Test
  void whatWasDeliveredCountsWithItsResults() throws IOException {
    long first = delivered("1.1");
    long second = delivered("1.2");
    long sources = bytesOf("1.1") + bytesOf("1.2");
    assertThat(purge(FOR_EVER, new RetentionPolicy(FOR_EVER.keep(), sources), FOR_EVER))
        .isEqualTo(1);
    assertThat(results(first)).doesNotExist();
    assertThat(results(second)).exists();
  }

  @Test
  void whatIsNotSettledStaysHoweverLittleMayBeKept() throws IOException {
    node.job("1.1"); // waits
    long pending = node.job("1.2", "ANGIO", Verdict.Priority.URGENT, "");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(pending, 2, "PACS");
    failed("1.3");
    held("1.4");
    node.receiveRun("1.5"); // collects
    assertThat(purge(NOTHING, NOTHING, NOTHING)).isZero();
    assertThat(runs(true)).isEmpty();
  }

  @Test
  void anAcknowledgedFailureGoesByItsOwnAgeAndByItsOwnSpace() throws IOException {
    long one = failed("1.1");
    long other = failed("1.2");
    node.ledger().orders().acknowledgeJob(one);
    RetentionPolicy month = RetentionPolicy.keeping(Duration.ofDays(30));
    node.clock.move(Duration.ofDays(29));
    assertThat(purge(NOTHING, NOTHING, month)).isZero();
    node.clock.move(Duration.ofDays(2));
    assertThat(purge(FOR_EVER, FOR_EVER, month)).as("one is acknowledged").isEqualTo(1);
    assertThat(runs(true)).containsExactly("1.1");

    node.ledger().orders().acknowledgeJob(other);
    assertThat(purge(FOR_EVER, FOR_EVER, NOTHING)).isEqualTo(1);
    assertThat(runs(false)).isEmpty();
  }

  private int purge(RetentionPolicy ignored, RetentionPolicy delivered, RetentionPolicy failed)
      throws IOException {
    node.restart(new StoreSettings(folder, 0, ignored, delivered, failed, Duration.ofDays(10_000)));
    return node.store().purge(node.clock.instant());
  }

  private void ignored(String uid) throws IOException {
    node.receiveRun(uid);
    node.ledger()
        .closeRunIgnored(node.runOf(uid), Optional.empty(), new Verdict.Ignore("", "rest"), "");
  }

  private void held(String uid) throws IOException {
    node.receiveRun(uid);
    node.ledger().closeRunHeld(node.runOf(uid), Optional.empty(), new Verdict.Hold("", "look"), "");
  }

  private long failed(String uid) throws IOException {
    long job = node.job(uid, "ANGIO", Verdict.Priority.URGENT, "");
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobFailed(node.claimOf(job), new Failure(Failure.Kind.INPUT, "no angles"));
    return job;
  }

  private long delivered(String uid) throws IOException {
    long job = node.job(uid);
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(job, 3, "PACS");
    node.ledger()
        .deliveriesOf(job)
        .forEach(
            d ->
                node.ledger()
                    .sending()
                    .succeeded(List.of(new Sending.Arrival(d.delivery().id(), 0, "", false))));
    return job;
  }

  private long bytesOf(String uid) {
    return node.ledger().runs(Set.of(RunState.values()), 100).stream()
        .filter(run -> run.key().equals(uid))
        .flatMap(run -> node.ledger().instancesOf(run.id()).stream())
        .mapToLong(StoredInstance::bytes)
        .sum();
  }

  private List<String> runs(boolean purged) {
    return node.ledger().runs(Set.of(RunState.values()), 100).stream()
        .filter(run -> run.purged() == purged)
        .map(RunRecord::key)
        .toList();
  }

  private Path results(long job) {
    return folder.resolve("spool/results/" + job);
  }

  private List<String> events() {
    return node.ledger().history().events(0, 1000).stream().map(LedgerEvent::message).toList();
  }
}
