package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.result.MetaImage;

/** The packaged program as somebody meets it on a terminal: what it prints, writes and returns. */
class CommandLineIT {

  private static final Path RUN =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @TempDir private Path folder;

  private PeerProcess.Output rotavox(String... arguments) throws Exception {
    return NodeProcess.run(folder, arguments);
  }

  @Test
  void helpNamesEveryCommandAndExitCode() throws Exception {
    PeerProcess.Output help = rotavox("--help");
    assertThat(help.exitCode()).isEqualTo(OK);
    assertThat(help.text())
        .contains(
            "serve",
            "demo",
            "reconstruct",
            "inspect",
            "simulate",
            "send",
            "echo",
            "doctor",
            "config",
            "rules",
            "Exit codes",
            "Not a medical device");
  }

  @Test
  void aMistypedOptionIsAUsageErrorWithTheNearestName() throws Exception {
    PeerProcess.Output output = rotavox("serve", "--confg", "x");
    assertThat(output.exitCode()).isEqualTo(USAGE);
    assertThat(output.text()).contains("--config");
  }

  @Test
  void aFaultyConfigurationIsRefusedWithFileAndLine() throws Exception {
    assertThat(rotavox("config", "init", "c").exitCode()).isEqualTo(OK);
    assertThat(rotavox("config", "check", "c").exitCode()).isEqualTo(OK);
    Path file = folder.resolve("c/rotavox.yaml");
    Files.writeString(file, Files.readString(file).replace("  port: 11112", "  prot: 11112"));
    PeerProcess.Output output = rotavox("serve", "--config", "c");
    assertThat(output.exitCode()).isEqualTo(USAGE);
    assertThat(output.text()).containsPattern("rotavox.yaml:\\d+:\\d+:.*prot.*port");
  }

  @Test
  void theDemoHoldsAllItsChecks() throws Exception {
    PeerProcess.Output demo = rotavox("demo", "--preview", "demo.png");
    assertThat(demo.exitCode()).as(demo.text()).isEqualTo(OK);
    assertThat(demo.text())
        .contains("All checks hold")
        .doesNotContain("FAILED", "ERROR", "WARN", "\\u");
    assertThat(folder.resolve("demo.png")).isNotEmptyFile();
  }

  /** What the program simulates is the object that the independent generator projected. */
  @Test
  void simulateWritesARunAndItsTruth() throws Exception {
    assertThat(rotavox("simulate", "run.dcm", "--truth", "truth.i16").exitCode()).isEqualTo(OK);
    assertThat(rotavox("inspect", "run.dcm").text()).contains("Would be reconstructed");
    ShortBuffer ours =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("truth.i16")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    Truth theirs = Truth.small();
    long differing = 0;
    for (int n = 0; n < ours.limit(); n++) {
      int expected = theirs.at(n % 96, n / 96 % 96, n / (96 * 96));
      differing += Math.abs(ours.get(n) - expected) > 60 ? 1 : 0;
    }
    assertThat(ours.limit()).isEqualTo(96 * 96 * 96);
    assertThat(differing)
        .as("voxels that differ, surfaces included")
        .isLessThan(ours.limit() / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void reconstructMakesTheSeriesOfAFile(String engine) throws Exception {
    PeerProcess.Output output =
        rotavox(
            "reconstruct",
            RUN.toString(),
            "-o",
            "volume",
            "--matrix",
            "96",
            "--voxel",
            "1.6",
            "--engine",
            engine);
    assertThat(output.exitCode()).as(output.text()).isEqualTo(OK);
    assertThat(output.text()).containsIgnoringCase("on " + engine).contains("96 slices");
    assertThat(folder.resolve("volume/preview.png")).isNotEmptyFile();
    Files.delete(folder.resolve("volume/preview.png"));
    MetaImage volume = Plastimatch.converted(folder.resolve("volume"), folder);
    Marker.LEFT_ANTERIOR_CRANIAL.assertInPlace(volume, 1.6);
    Marker.RIGHT_POSTERIOR_CAUDAL.assertInPlace(volume, 1.6);
    assertThat(Truth.small().compare(volume, 40).rmseHu()).isLessThanOrEqualTo(42);
  }

  @Test
  void inspectSaysWhyNotInWordsAndForPrograms() throws Exception {
    Path still = Files.copy(RUN, folder.resolve("still.dcm"));
    PeerProcess.run(folder, "dcmodify", "-nb", "-ea", "(0018,1520)", still.toString());
    PeerProcess.Output words = rotavox("inspect", "still.dcm");
    assertThat(words.exitCode()).isEqualTo(FAILED);
    assertThat(words.text()).contains("the C-arm does not turn");
    PeerProcess.Output json = rotavox("inspect", "--json", "still.dcm");
    JsonNode run = new ObjectMapper().readTree(json.text()).get(0);
    assertThat(run.get("reconstructable").asBoolean()).isFalse();
    assertThat(run.get("obstacles").get(0).get("code").asText()).isEqualTo("NOT_ROTATING");
  }

  @Test
  void inspectReadsMediaByTheirDirectoryAndDrawsTheirFrames() throws Exception {
    Path media = Files.createDirectories(folder.resolve("media"));
    Path images = Files.createDirectories(media.resolve("IMAGES"));
    Files.copy(RUN, images.resolve("RUN1"));
    Path still = Files.copy(RUN, images.resolve("STILL"));
    PeerProcess.run(folder, "dcmodify", "-nb", "-gin", "-ea", "(0018,1520)", still.toString());
    Files.writeString(media.resolve("VIEWER.EXE"), "not DICOM");
    PeerProcess.run(media, "dcmmkdir", "+r", "-W", "-Pgp", "+I", "IMAGES");
    assertThat(media.resolve("DICOMDIR")).isNotEmptyFile();
    for (String named : new String[] {"media", "media/DICOMDIR"}) {
      PeerProcess.Output output = rotavox("inspect", "--frames", "sheets/sheet.png", named);
      assertThat(output.exitCode()).as(output.text()).isEqualTo(OK);
      assertThat(output.text())
          .contains(
              "2 runs in 2 files: 1 would be reconstructed, 1 would not, 0 files not readable")
          .contains("1  XA, NOT_ROTATING")
          .doesNotContain("VIEWER");
    }
    for (String name : new String[] {"sheet-1.png", "sheet-2.png"}) {
      BufferedImage sheet = ImageIO.read(folder.resolve("sheets").resolve(name).toFile());
      assertThat(sheet.getWidth()).isGreaterThan(1400);
      assertThat(sheet.getHeight()).isGreaterThan(1700);
    }
    Files.delete(still);
    PeerProcess.Output missing = rotavox("inspect", "media/DICOMDIR");
    assertThat(missing.text()).contains("STILL: named by the DICOMDIR, but not there");
  }

  @Test
  void doctorLooksAtTheMachineAndSaysWhatToDoAboutADestinationThatIsDown() throws Exception {
    PeerProcess.Output machine = rotavox("doctor");
    assertThat(machine.exitCode()).isEqualTo(OK);
    assertThat(machine.text()).contains("java", "memory", "opencl");
    rotavox("config", "init", "c");
    Path file = folder.resolve("c/rotavox.yaml");
    Files.writeString(file, Files.readString(file).replace("port: 4242", "port: " + Ports.free()));
    PeerProcess.Output node = rotavox("doctor", "--config", "c");
    assertThat(node.exitCode()).isEqualTo(FAILED);
    assertThat(node.text()).contains("disk", "port", "nothing listens there");
  }

  @Test
  void benchMeasuresBothEnginesForPeopleAndForPrograms() throws Exception {
    for (String engine : new String[] {"cpu", "opencl"}) {
      PeerProcess.Output json =
          rotavox("bench", "recon", "--size=32", "--views=20", "--engine", engine, "--json");
      assertThat(json.exitCode()).as(json.text()).isEqualTo(OK);
      JsonNode report = new ObjectMapper().readTree(json.text());
      assertThat(report.get("engine").asText()).containsIgnoringCase(engine);
      assertThat(report.get("views").asInt()).isEqualTo(20);
      for (String figure :
          new String[] {"seconds", "gups", "bytesMoved", "peakResidentBytes", "rooflineFraction"}) {
        assertThat(report.get(figure).asDouble()).as(figure).isPositive();
      }
      assertThat(report.get("stages").fieldNames())
          .toIterable()
          .contains("filter views", "back-project");
    }
    assertThat(rotavox("bench", "recon", "--size=32", "--views=20").text())
        .contains("GUPS", "resident at most", "of the device's maximum");
    assertThat(rotavox("bench", "recon", "--size=9000").exitCode()).isEqualTo(USAGE);
  }
}
