package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.spool.StoreException;

/** The disk of ledger and spool fails under them and comes back. */
class LedgerOutageIT {

  private static final int DISK_BYTES = 64 << 20;

  @TempDir private Path folder;
  private final List<String> acknowledged = new ArrayList<>();
  private int next;

  @Test
  void aLedgerThatADiskClosedIsOpenAgainWhenThereIsRoomAndHasAllThatWasAcknowledged()
      throws Exception {
    Path data = folder.resolve("data");
    try (SmallDisk disk = SmallDisk.mount(data, DISK_BYTES);
        StoreFixture node = new StoreFixture(data)) {
      for (int round = 0; round < 3; round++) {
        receive(node, 20);
        node.store().tend(reason -> {});
        Path hog = disk.fill();
        receiveUntilItBreaks(node);
        node.store().tend(reason -> assertThat(reason).as("the disk is at fault").isNull());
        assertThat(node.store().isUsable()).as("the disk is still full").isFalse();
        Files.delete(hog);
        node.store().tend(reason -> assertThat(reason).isNull());
        assertThat(node.store().isUsable()).isTrue();
        assertThatAllIsThere(node);
        receive(node, 5);
      }
      node.restart();
      assertThatAllIsThere(node);
    }
  }

  /** The ledger has a disk of its own here: what is open for writing cannot be remounted. */
  @Test
  void aLedgerOnADiskThatCanOnlyBeReadIsOpenAgainWhenItCanBeWritten() throws Exception {
    Path data = folder.resolve("data");
    try (SmallDisk disk = SmallDisk.mount(data.resolve("ledger"), DISK_BYTES);
        StoreFixture node = new StoreFixture(data)) {
      receive(node, 20);
      node.store().tend(reason -> {});
      closeUnder(node);
      disk.remount("ro");
      assertThatThrownBy(() -> receive(node, 1)).isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> node.ledger().openRuns()).isInstanceOf(UncheckedIOException.class);
      for (int n = 0; n < 2 * LedgerKeeper.MOST_FAILURES; n++) {
        node.store().tend(reason -> assertThat(reason).as("the disk is at fault").isNull());
      }
      assertThat(node.store().isUsable()).isFalse();
      disk.remount("rw");
      node.store().tend(reason -> assertThat(reason).isNull());
      assertThat(node.store().isUsable()).isTrue();
      assertThatAllIsThere(node);
      receive(node, 5);
    }
  }

  private static void closeUnder(StoreFixture node) throws Exception {
    try (java.sql.Connection other =
            java.sql.DriverManager.getConnection(
                "jdbc:h2:async:" + node.folder.toAbsolutePath().resolve("ledger/ledger"),
                "sa",
                "");
        java.sql.Statement statement = other.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  private void receive(StoreFixture node, int objects) throws IOException {
    for (int n = 0; n < objects; n++) {
      String uid = "1.2." + ++next;
      node.receiveRun(uid);
      acknowledged.add(uid);
    }
  }

  /** The spool refuses first; the ledger itself breaks with what it still writes. */
  private void receiveUntilItBreaks(StoreFixture node) {
    assertThatThrownBy(() -> receive(node, 100_000))
        .isInstanceOfAny(UncheckedIOException.class, StoreException.class);
    assertThatThrownBy(
            () -> {
              for (int n = 0; n < 100_000; n++) {
                node.ledger().rules().activated("r" + n, "file", "y".repeat(2000) + n, "a test");
              }
            })
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(Exception.class);
  }

  private void assertThatAllIsThere(StoreFixture node) {
    List<String> there =
        node.ledger().openRuns().stream()
            .flatMap(run -> node.ledger().instancesOf(run.id()).stream())
            .map(instance -> instance.sopInstance().value())
            .toList();
    assertThat(there).containsAll(acknowledged);
    assertThat(node.ledger().balance().balances()).isTrue();
  }
}
