package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.spool.StoreException;

class LedgerKeeperTest {

  private static final int OBJECTS = 600;

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> givenUp = new ArrayList<>();
  private StoreFixture node;
  private LedgerKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder.resolve("data"));
    keeper = node.store().keeper(nanos::get);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void aLedgerThatBreaksIsClosedForAllAndThenOpenAgainWithAllThatWasPromised() throws Exception {
    for (int round = 0; round < 5; round++) {
      node.receiveRun("1.1." + round);
      keeper.tend(givenUp::add);
      breakIt();
      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(() -> node.ledger().balance())
            .isInstanceOf(UncheckedIOException.class)
            .hasCauseInstanceOf(StoreException.class)
            .hasMessageContaining("opened again by itself");
      }
      assertThat(node.store().isUsable()).isFalse();
      keeper.tend(givenUp::add);
      assertThat(node.store().isUsable()).isTrue();
      assertThat(node.ledger().openRuns()).hasSize(round + 1);
      assertThat(node.receiveRun("1.1." + round)).isEqualTo(Admitted.DUPLICATE);
    }
    assertThat(givenUp).isEmpty();
  }

  /** A pool replaces connections that died; H2 makes a file for whoever connects to none. */
  @ParameterizedTest
  @ValueSource(strings = {"SHUTDOWN", "SHUTDOWN IMMEDIATELY"})
  void nobodyButTheKeeperOpensAClosedLedger(String how) throws Exception {
    Path file = node.folder.resolve("ledger/ledger.mv.db");
    Path away = folder.resolve("away.mv.db");
    node.receiveRun("1.1.1");
    for (int round = 0; round < 3; round++) {
      node.ledger().balance();
      shutDown(how);
      Files.move(file, away);
      final long start = System.nanoTime();
      for (int n = 0; n < 30; n++) {
        assertThatThrownBy(() -> node.ledger().balance()).isInstanceOf(UncheckedIOException.class);
      }
      Thread.sleep(600); // longer than the pool trusts a connection without asking it
      assertThatThrownBy(() -> node.ledger().balance()).isInstanceOf(UncheckedIOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("nobody waits for a connection that cannot be")
          .isLessThan(Duration.ofSeconds(15));
      assertThat(file).doesNotExist();
      Files.move(away, file);
      keeper.tend(givenUp::add);
      assertThat(node.ledger().openRuns()).hasSize(1);
    }
  }

  /** The same where the ledger has stood still for a while and no unit has seen the end. */
  @Test
  void aPoolThatStoodStillDoesNotOpenAClosedLedger() throws Exception {
    Path file = node.folder.resolve("ledger/ledger.mv.db");
    node.receiveRun("1.1.1");
    Thread.sleep(600); // longer than the pool trusts a connection without asking it
    shutDown("SHUTDOWN");
    Files.move(file, folder.resolve("away.mv.db"));
    for (int n = 0; n < 3; n++) {
      assertThatThrownBy(() -> node.ledger().balance()).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(file).doesNotExist();
    Files.move(folder.resolve("away.mv.db"), file);
    keeper.tend(givenUp::add);
    assertThat(node.ledger().openRuns()).hasSize(1);
  }

  /** Sixteen threads record and read while the ledger breaks again and again. */
  @Test
  void whatWasPromisedWhileItBreaksIsThereAndNothingIsPromisedByAnotherOpening() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger numbers = new AtomicInteger();
    ExecutorService senders = Executors.newFixedThreadPool(16);
    List<Future<List<String>>> promised = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      promised.add(senders.submit(() -> receiveUntil(over, numbers)));
    }
    for (int round = 0; round < 8; round++) {
      int before = numbers.get();
      org.awaitility.Awaitility.await().until(() -> numbers.get() > before + 30);
      breakIt();
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                keeper.tend(givenUp::add);
                return node.store().isUsable();
              });
    }
    over.set(true);
    List<String> all = new ArrayList<>();
    for (Future<List<String>> each : promised) {
      all.addAll(each.get());
    }
    senders.shutdown();
    node.restart();
    assertThat(all).hasSizeGreaterThan(240);
    assertThat(uidsInLedger()).containsAll(all);
    assertThat(node.ledger().balance().balances()).isTrue();
    assertThat(node.store().reconciliation().missing()).isZero();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void aLedgerThatCannotBeOpenedOnADiskThatIsWellIsGivenUpAfterSomeAttempts() throws Exception {
    node.receiveRun("1.2.3");
    Path file = node.folder.resolve("ledger/ledger.mv.db");
    breakIt();
    byte[] good = Files.readAllBytes(file);
    assertThatThrownBy(() -> node.ledger().balance()).isInstanceOf(UncheckedIOException.class);
    Files.write(file, "this is no ledger".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    for (int n = 1; n < LedgerKeeper.MOST_FAILURES; n++) {
      keeper.tend(givenUp::add);
    }
    assertThat(givenUp).isEmpty();
    keeper.tend(givenUp::add);
    assertThat(givenUp).hasSize(1);
    assertThat(givenUp.get(0)).contains("cannot be opened again", "tried 5 times");

    Files.write(file, good);
    keeper.tend(givenUp::add);
    assertThat(node.store().isUsable()).as("whoever repairs it meanwhile is not ignored").isTrue();
    assertThat(node.ledger().openRuns()).hasSize(1);
  }

  @Test
  void aLedgerThatCameBackShorterIsNotUsed() throws Exception {
    Path file = node.folder.resolve("ledger/ledger.mv.db");
    node.receiveRun("1.2.3");
    node.store().close();
    byte[] earlier = Files.readAllBytes(file);
    node = new StoreFixture(node.folder);
    keeper = node.store().keeper(nanos::get);
    node.receiveRun("1.2.4");
    keeper.tend(givenUp::add);
    breakIt();
    assertThatThrownBy(() -> node.ledger().balance()).isInstanceOf(UncheckedIOException.class);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, earlier);
    for (int n = 0; n < LedgerKeeper.MOST_FAILURES; n++) {
      keeper.tend(givenUp::add);
    }
    assertThat(node.store().isUsable()).isFalse();
    assertThat(givenUp.get(0)).contains("was on the disk before it broke");
    Files.write(file, whole);
    keeper.tend(givenUp::add);
    assertThat(node.ledger().openRuns()).hasSize(2);
  }

  @Test
  void inIdleTimeTheFileBecomesSmallAndNothingChanges() throws Exception {
    for (int n = 0; n < OBJECTS; n++) {
      node.receiveRun("1.2." + n);
    }
    long empty = 200_000;
    long before = node.store().ledgerBytes();
    assertThat((before - empty) / OBJECTS).as("bytes for each, before").isGreaterThan(4000);
    List<LedgerEvent> events = node.ledger().history().events(0, 10_000);
    keeper.tend(givenUp::add);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    keeper.tend(givenUp::add);
    assertThat(node.store().ledgerBytes()).isGreaterThanOrEqualTo(before);

    AtomicBoolean over = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Integer> reads =
        reader.submit(
            () -> {
              int count = 0;
              while (!over.get()) {
                assertThat(node.ledger().openRuns()).hasSize(OBJECTS);
                count++;
              }
              return count;
            });
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    keeper.tend(givenUp::add);
    over.set(true);
    assertThat(reads.get()).as("nobody noticed").isPositive();
    reader.shutdown();

    assertThat((node.store().ledgerBytes() - empty) / OBJECTS).isLessThan(4000);
    assertThat(node.ledger().history().events(0, 10_000)).isEqualTo(events);
    assertThat(node.receiveRun("1.2.0")).isEqualTo(Admitted.DUPLICATE);
    assertThat(Files.exists(node.folder.resolve("ledger/compact"))).isFalse();
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  private List<String> receiveUntil(AtomicBoolean over, AtomicInteger numbers) {
    List<String> promised = new ArrayList<>();
    while (!over.get()) {
      String uid = "1.7." + numbers.incrementAndGet();
      try {
        node.receiveRun(uid);
        promised.add(uid);
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(StoreException.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return promised;
  }

  private List<String> uidsInLedger() {
    return node.ledger().openRuns().stream()
        .flatMap(run -> node.ledger().instancesOf(run.id()).stream())
        .map(instance -> instance.sopInstance().value())
        .toList();
  }

  /** Closes the database under the node without writing anything more, as a full disk does. */
  private void breakIt() throws Exception {
    shutDown("SHUTDOWN IMMEDIATELY");
  }

  private void shutDown(String how) throws Exception {
    String url = "jdbc:h2:async:" + node.folder.toAbsolutePath().resolve("ledger/ledger");
    try (Connection other = DriverManager.getConnection(url, "sa", "");
        Statement statement = other.createStatement()) {
      statement.execute(how);
    }
  }
}
