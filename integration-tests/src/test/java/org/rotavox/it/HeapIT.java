package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged node with little memory and an order that needs far more. */
class HeapIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String RULES =
      """
      rules:
        - name: huge
          when: rotational && seriesDescription.contains("huge")
          reconstruct: {protocol: huge, destinations: PACS}
        - name: small
          when: rotational
          reconstruct: {protocol: head-3dra, destinations: PACS}
      """;

  /** 640 voxels cubed take 1 GB, three times the heap. */
  private static final String PROTOCOLS =
      "outputs: [ct]\n  huge: {matrix: 640, voxel: 0.3 mm, engine: cpu}";

  @TempDir private Path folder;

  @Test
  void aJobThatNeedsMoreMemoryThanThereIsSaysSoAndHarmsNeitherTheNodeNorTheNextJob()
      throws Exception {
    simulate("huge");
    simulate("small");
    try (NodeProcess node =
        NodeProcess.start(folder, Ports.free(), RULES, "fallback: ct", PROTOCOLS, "300m")) {
      send(node, "huge");
      send(node, "small");
      await(node, "2  done");
      await(node, "after: the Java heap of", "is too small for this run: raise -Xmx");
      assertThat(node.terminate()).isZero();
    }
  }

  private void simulate(String name) throws Exception {
    String file = folder.resolve(name + ".dcm").toString();
    PeerProcess.Output made =
        NodeProcess.run(folder, "simulate", file, "--columns", "64", "--rows", "64");
    assertThat(made.exitCode()).as(made.text()).isZero();
    PeerProcess.run(folder, "dcmodify", "-nb", "-gin", "-i", "(0008,103e)=" + name, file);
  }

  private void send(NodeProcess node, String name) throws Exception {
    PeerProcess.Output sent =
        NodeProcess.run(
            folder,
            "send",
            "ROTAVOX@127.0.0.1:" + node.port(),
            folder.resolve(name + ".dcm").toString());
    assertThat(sent.exitCode()).as(sent.text()).isZero();
  }

  private String jobs(NodeProcess node) throws Exception {
    return NodeProcess.run(folder, "jobs", "list", "--config", node.config().toString()).text();
  }

  /** All of it in one answer: a job that waits for its next attempt is running a moment later. */
  private void await(NodeProcess node, String... words) {
    Awaitility.await(String.join(" … ", words))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(jobs(node)).contains(words));
  }
}
