package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.DeliveryState;
import org.rotavox.send.SendFixture;

/**
 * Measures how fast a node that has been running delivers, records of each object in the ledger
 * included, in turn with {@code storescu}; only by {@code integration-tests/bench/network}.
 */
@EnabledIfSystemProperty(
    named = "rotavox.slices",
    matches = ".+",
    disabledReason = "a benchmark: integration-tests/bench/network runs it")
class DeliveryRateIT {

  private static final int ROUNDS = 5;

  @TempDir private Path folder;

  @Test
  void aRunningNodeAgainstStorescu() throws Exception {
    Path slices = Path.of(System.getProperty("rotavox.slices"));
    List<Path> files;
    try (Stream<Path> list = Files.list(slices)) {
      files = list.sorted().toList();
    }
    int port = Ports.free();
    Path received = Files.createDirectories(folder.resolve("received"));
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (PeerProcess archive =
            PeerProcess.start(
                folder,
                folder.resolve("storescp.log"),
                "storescp",
                "-od",
                received.toString(),
                Integer.toString(port));
        SendFixture node = new SendFixture(folder.resolve("node"))) {
      Ports.awaitListening(port, archive);
      for (int round = 0; round <= ROUNDS; round++) {
        long job = node.copies(files);
        empty(received);
        theirs.add(storescu(slices, port));
        empty(received);
        ours.add(node(node, job, files.size(), port));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "deliver %d slices    running node %.2f s (first %.2f s)   storescu %.2f s   ratio %.2f%n",
        files.size(),
        median(ours),
        ours.get(0),
        median(theirs),
        median(ours) / median(theirs));
  }

  private double storescu(Path slices, int port) throws Exception {
    long start = System.nanoTime();
    PeerProcess.Output output =
        PeerProcess.run(
            folder,
            "storescu",
            "-xe",
            "+sd",
            "127.0.0.1",
            Integer.toString(port),
            slices.toString());
    assertThat(output.exitCode()).as(output.text()).isZero();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double node(SendFixture node, long job, int count, int port) throws Exception {
    Map<DeliveryState, Integer> all = Map.of(DeliveryState.DELIVERED, count);
    long start = System.nanoTime();
    node.send(SendFixture.destination(port));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ofMillis(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> nothingPending(node));
    double seconds = (System.nanoTime() - start) / 1e9;
    node.stop();
    assertThat(node.states(job)).isEqualTo(all);
    return seconds;
  }

  /** Asks for one row: the question shall cost nothing. */
  private static boolean nothingPending(SendFixture node) {
    return node.store().ledger().sending().pending("PACS", 1, Instant.now(), 0, 1).isEmpty();
  }

  /** What was written before must not be on its way to the disk while others write. */
  private void empty(Path received) throws Exception {
    try (Stream<Path> list = Files.list(received)) {
      for (Path file : list.toList()) {
        Files.delete(file);
      }
    }
    PeerProcess.run(folder, "sync");
  }

  /** The first round warms up. */
  private static double median(List<Double> seconds) {
    return seconds.subList(1, seconds.size()).stream().sorted().toList().get(ROUNDS / 2);
  }
}
