package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is told to stop (SIGTERM), whatever it is doing. */
class StopIT {

  private static final Path PHANTOM =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The promise is ten seconds; the rest is for a machine that does other things, too. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  /** Minutes on any CPU. */
  private static final String LONG =
      """
      protocols:
        head-3dra:
          matrix: 256
          voxel: 0.6 mm
          algorithm: os-sart
          engine: cpu
          iterative: {iterations: 200}
          calibration: {water: 0.0206 /mm}
      """;

  @TempDir private Path folder;

  @Test
  void aJobThatTheStopCutsOffLosesNoAttemptAndIsDoneLater() throws Exception {
    try (NodeProcess node = NodeProcess.start(folder, Ports.free())) {
      Path protocols = node.config().resolve("protocols.yaml");
      String quick = Files.readString(protocols);
      assertThat(node.terminate()).isZero();
      Files.writeString(protocols, LONG);
      for (int stop = 1; stop <= 2; stop++) {
        node.restart();
        if (stop == 1) {
          send(node);
        }
        String claimed = "job 1: attempt " + stop + ",";
        await(() -> node.log().contains(claimed));
        long begin = System.nanoTime();
        assertThat(node.terminate()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_STOP);
        assertThat(node.log())
            .contains("job 1: interrupted by the stop; the next start takes it up");
      }
      Files.writeString(protocols, quick);
      node.restart();
      await(() -> node.log().contains("job 1: done, "));
      assertThat(jobs(node)).contains("which does not count", "attempt 3");
      assertThat(node.log()).doesNotContain("its process ended", "a fault of the software");
    }
  }

  @Test
  void aSenderInTheMiddleOfAnObjectDoesNotKeepItFromStopping() throws Exception {
    try (NodeProcess node = NodeProcess.start(folder, Ports.free());
        java.net.Socket half =
            new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), node.port());
        java.net.Socket silent =
            new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), node.port())) {
      half.getOutputStream().write(new byte[] {1, 0, 0, 0, 1, 0});
      half.getOutputStream().flush();
      assertThat(silent.isConnected()).isTrue();
      long begin = System.nanoTime();
      assertThat(node.terminate()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_STOP);
      assertThat(node.log()).contains("stopped");
    }
  }

  /** As soon as anybody can see it, and before. */
  @Test
  void aStopDuringTheStartIsNoFault() throws Exception {
    try (NodeProcess node = NodeProcess.start(folder, Ports.free())) {
      assertThat(node.terminate()).isZero();
      for (int wait = 0; wait < 8; wait++) {
        node.restartWithoutWaiting();
        Thread.sleep(250L * wait);
        assertThat(node.terminate()).as(node.log()).isIn(0, 143);
      }
      assertThat(node.log()).doesNotContain("bug in Rotavox", "Shutdown in progress");
      node.restart();
      assertThat(node.terminate()).isZero();
    }
  }

  private void send(NodeProcess node) throws Exception {
    PeerProcess.Output sent =
        PeerProcess.run(
            folder,
            "storescu",
            "-x=",
            "-aet",
            "ANGIO1",
            "-aec",
            "ROTAVOX",
            "127.0.0.1",
            Integer.toString(node.port()),
            PHANTOM.toString());
    assertThat(sent.exitCode()).as(sent.text()).isZero();
  }

  private String jobs(NodeProcess node) throws Exception {
    return NodeProcess.run(folder, "jobs", "show", "1", "--config", node.config().toString())
        .text()
        .replaceAll("\\s+", " ");
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }
}
