package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.peer.Asked;
import org.rotavox.store.LedgerBench;
import org.rotavox.store.Store;

/**
 * A ledger with many instances beside an empty one, the ledger alone and the packaged node: what
 * receiving, {@code status} and a start cost. {@code integration-tests/bench/ledger} runs it with
 * 100,000 instances and holds the figures against what is promised; a build runs it with few, and
 * asserts only what no busy machine can change.
 */
class LedgerSizeIT {

  private static final int INSTANCES = Integer.getInteger("rotavox.instances", 2_000);
  private static final boolean PROMISED = INSTANCES >= 100_000;
  private static final int ROUNDS = PROMISED ? 5 : 1;
  private static final int SAMPLE = PROMISED ? 1_000 : 100;
  private static final int OBJECTS = PROMISED ? 200 : 20;

  @TempDir private Path folder;

  @Test
  void aFullLedgerIsAsGoodAsAnEmptyOne() throws Exception {
    int filled = LedgerBench.fill(folder.resolve("full/data"), INSTANCES);
    System.out.printf("%,d instances, medians of %d, in turn%n", filled, ROUNDS);
    receiving(filled); // first: recording leaves thousands of runs that a node would decide
    recording();
    LedgerBench.BytesPerObject bytes =
        LedgerBench.bytesPerObject(folder.resolve("frames"), PROMISED ? 4000 : 1000);
    System.out.printf(
        "file of the ledger for a single frame: %.1f kB after a burst, %.2f kB after a quiet"
            + " minute%n",
        bytes.afterBurst() / 1e3, bytes.afterIdle() / 1e3);
    assertThat(bytes.afterIdle()).as("bytes for a single frame").isLessThan(4000);
  }

  /** The ledger alone, nothing but rows and forced commits: where a difference would show most. */
  private void recording() throws Exception {
    for (int senders : new int[] {1, 8}) {
      List<Double> empty = new ArrayList<>();
      List<Double> full = new ArrayList<>();
      try (Store many = LedgerBench.open(folder.resolve("full/data"))) {
        for (int round = 0; round <= ROUNDS; round++) {
          Path fresh = folder.resolve("fresh-%d-%d".formatted(senders, round));
          try (Store none = LedgerBench.open(fresh)) {
            String root = "1.3." + senders + "." + round;
            double one = LedgerBench.millisPerInstance(none, senders, root, SAMPLE);
            double other = LedgerBench.millisPerInstance(many, senders, root, SAMPLE);
            if (round > 0 || !PROMISED) { // the first one warms the machine up
              empty.add(one);
              full.add(other);
            }
          }
        }
      }
      ratio(
          "recording by %d senders".formatted(senders),
          LedgerBench.median(empty),
          LedgerBench.median(full));
    }
  }

  private void receiving(int filled) throws Exception {
    Path objects = objects();
    int pacs = Ports.free();
    try (NodeProcess none = NodeProcess.startReceivingOnly(folder.resolve("empty"), pacs)) {
      long begin = System.nanoTime();
      try (NodeProcess many = NodeProcess.startReceivingOnly(folder.resolve("full"), pacs)) {
        double start = seconds(begin);
        System.out.printf("start of the node, to the open port: %.2f s%n", start);
        List<Double> empty = new ArrayList<>();
        List<Double> full = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
          double one = millisPerObject(objects, none);
          double other = millisPerObject(objects, many);
          if (round > 0 || !PROMISED) {
            empty.add(one);
            full.add(other);
          }
        }
        double ratio =
            ratio("receiving by storescu", LedgerBench.median(empty), LedgerBench.median(full));
        List<Double> answers = new ArrayList<>();
        List<Double> commands = new ArrayList<>();
        List<Double> emptyCommands = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          answers.add(answer(filled));
          commands.add(command(many));
          emptyCommands.add(command(none));
        }
        System.out.printf(
            "`status`: the node answers in %.2f s; the command takes %.2f s, with an empty ledger"
                + " %.2f s%n",
            LedgerBench.median(answers),
            LedgerBench.median(commands),
            LedgerBench.median(emptyCommands));
        if (PROMISED) {
          assertThat(ratio).as("receiving, full to empty").isLessThanOrEqualTo(1.2);
          assertThat(start).as("start, seconds").isLessThan(10);
          assertThat(LedgerBench.median(answers)).as("answer to status, seconds").isLessThan(1);
        }
      }
    }
  }

  private static double ratio(String what, double emptyMillis, double fullMillis) {
    double ratio = fullMillis / emptyMillis;
    System.out.printf(
        "%s: empty %.2f ms, full %.2f ms an object, ratio %.2f%n",
        what, emptyMillis, fullMillis, ratio);
    return ratio;
  }

  private Path objects() throws Exception {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    Path one = objects.resolve("0.dcm");
    NodeProcess.run(
        folder, "simulate", one.toString(), "--frames", "5", "--columns", "123", "--rows", "123");
    for (int n = 1; n < OBJECTS; n++) {
      Files.copy(one, objects.resolve(n + ".dcm"));
    }
    return objects;
  }

  /** Gives every object new UIDs and sends them over one association. */
  private double millisPerObject(Path objects, NodeProcess node) throws Exception {
    List<String> rename = new ArrayList<>(List.of("dcmodify", "-nb", "-gin"));
    for (int n = 0; n < OBJECTS; n++) {
      rename.add(objects.resolve(n + ".dcm").toString());
    }
    PeerProcess.run(folder, rename.toArray(String[]::new));
    String port = Integer.toString(node.port());
    long begin = System.nanoTime();
    PeerProcess.Output sent =
        PeerProcess.run(
            folder,
            // without Nagle's algorithm, which would hide what the node needs behind 60 ms an
            // object
            "env",
            "TCP_NODELAY=1",
            "storescu",
            "-aec",
            "ROTAVOX",
            "+sd",
            "127.0.0.1",
            port,
            objects.toString());
    double millis = seconds(begin) * 1000 / OBJECTS;
    assertThat(sent.exitCode()).as(sent.text()).isZero();
    return millis;
  }

  /** What the node itself needs for the answer, without the start of a JVM that asks. */
  private double answer(int filled) throws IOException {
    long begin = System.nanoTime();
    JsonNode balance = Asked.of(folder.resolve("full/data"), "status", Map.of()).path("balance");
    double seconds = seconds(begin);
    assertThat(balance.path("balances").asBoolean()).isTrue();
    assertThat(balance.path("received").asInt()).isGreaterThan(filled);
    return seconds;
  }

  private double command(NodeProcess node) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    PeerProcess.Output status =
        NodeProcess.run(folder, "status", "--config", node.config().toString());
    double seconds = seconds(begin);
    assertThat(status.exitCode()).as(status.text()).isZero();
    return seconds;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
