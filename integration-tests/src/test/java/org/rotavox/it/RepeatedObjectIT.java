package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.peer.Asked;

/**
 * A suite and an archive that both send a run, each in its own transfer syntax, made and sent by
 * DCMTK and GDCM: one run, one job, nobody has to look. What differs in pixels, geometry or patient
 * is held.
 */
class RepeatedObjectIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String RULES =
      """
      rules:
        - name: rotational
          when: rotational
          reconstruct: {protocol: head-3dra, destinations: PACS}
      """;

  @TempDir private Path folder;

  @Test
  void theSameRunInEveryTransferSyntaxIsOneRun() throws Exception {
    run("simulate");
    copy("implicit.dcm", "dcmconv", "+ti", "run.dcm", "implicit.dcm");
    copy("rle.dcm", "dcmcrle", "run.dcm", "rle.dcm");
    copy("lossless.dcm", "dcmcjpeg", "+un", "+e1", "run.dcm", "lossless.dcm");
    copy("jpegls.dcm", "dcmcjpls", "+un", "+el", "run.dcm", "jpegls.dcm");
    copy("j2k.dcm", "gdcmconv", "--j2k", "run.dcm", "j2k.dcm");
    Files.copy(folder.resolve("run.dcm"), folder.resolve("coerced.dcm"));
    PeerProcess.run(
        folder,
        "dcmodify",
        "-nb",
        "-i",
        "(0008,0050)=A4711",
        "-i",
        "(0008,0080)=Archive",
        "-i",
        "(0010,1010)=065Y",
        "coerced.dcm");
    try (NodeProcess node = NodeProcess.start(folder, Ports.free(), RULES)) {
      send(node, "ANGIO1", "-xi", "run.dcm");
      await(node, "job 1");
      send(node, "ARCHIVE", "-xi", "implicit.dcm");
      send(node, "ARCHIVE", "-xr", "rle.dcm");
      send(node, "ARCHIVE", "-xs", "lossless.dcm");
      send(node, "ARCHIVE", "-xt", "jpegls.dcm");
      send(node, "ARCHIVE", "-xv", "j2k.dcm");
      send(node, "ARCHIVE", "-xe", "coerced.dcm");
      assertThat(
              Asked.of(folder.resolve("data"), "status", Map.of())
                  .path("balance")
                  .path("duplicates")
                  .asInt())
          .as(node.log())
          .isEqualTo(6);
      assertThat(node.log()).contains("again in other bytes");
      assertThat(node.log()).contains("AccessionNumber");
      assertThat(rotavox("status", "--config", node.config().toString()))
          .doesNotContain("held runs");
      assertThat(rotavox("jobs", "list", "--config", node.config().toString()))
          .doesNotContain("\n 2 ");
    }
  }

  @Test
  void anotherDistanceAnotherPixelAndAnotherPatientAreHeld() throws Exception {
    run("simulate");
    change("distance.dcm", "(0018,1110)=1201");
    change("patient.dcm", "(0010,0020)=SOMEBODY");
    pixel("pixel.dcm");
    try (NodeProcess node = NodeProcess.start(folder, Ports.free(), RULES)) {
      send(node, "ANGIO1", "-xi", "run.dcm");
      await(node, "job 1");
      send(node, "ARCHIVE", "-xi", "distance.dcm");
      await(node, "different: (0018,1110) DistanceSourceToDetector");
      send(node, "ARCHIVE", "-xi", "patient.dcm");
      await(node, "different: (0010,0020) PatientID");
      send(node, "ARCHIVE", "-xi", "pixel.dcm");
      await(node, "different: (7FE0,0010) PixelData");
      Awaitility.await("three held runs")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () ->
                  assertThat(
                          rotavox("status", "--config", node.config().toString())
                                  .split("came before with other content", -1)
                                  .length
                              - 1)
                      .isEqualTo(3));
    }
  }

  private void run(String what) throws Exception {
    PeerProcess.Output made =
        NodeProcess.run(
            folder,
            what,
            folder.resolve("run.dcm").toString(),
            "--columns",
            "64",
            "--rows",
            "64",
            "--frames",
            "60");
    assertThat(made.exitCode()).as(made.text()).isZero();
  }

  private void copy(String name, String... command) throws Exception {
    PeerProcess.Output made = PeerProcess.run(folder, command);
    assertThat(folder.resolve(name)).as(made.text()).exists();
  }

  private void change(String name, String assignment) throws Exception {
    Files.copy(folder.resolve("run.dcm"), folder.resolve(name));
    PeerProcess.Output made = PeerProcess.run(folder, "dcmodify", "-nb", "-i", assignment, name);
    assertThat(made.exitCode()).as(made.text()).isZero();
  }

  /** The last byte of the file is one of the last pixel. */
  private void pixel(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("run.dcm"));
    bytes[bytes.length - 2] ^= 1;
    Files.write(folder.resolve(name), bytes);
  }

  private void send(NodeProcess node, String from, String syntax, String name) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("storescu", syntax, "-aet", from, "-aec", "ROTAVOX", "127.0.0.1"));
    command.add(Integer.toString(node.port()));
    command.add(name);
    PeerProcess.Output sent = PeerProcess.run(folder, command.toArray(String[]::new));
    assertThat(sent.exitCode()).as(sent.text()).isZero();
  }

  private static void await(NodeProcess node, String words) {
    Awaitility.await(words)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> node.log().contains(words));
  }

  private String rotavox(String... arguments) throws Exception {
    return NodeProcess.run(folder, arguments).text().replaceAll("[ \\t]+", " ");
  }
}
