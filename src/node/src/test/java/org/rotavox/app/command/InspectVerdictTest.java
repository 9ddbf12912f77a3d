package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.dataset.Tag;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** {@code inspect} begins with what a thing is, in one sentence. */
class InspectVerdictTest {

  @TempDir private Path folder;

  private static SimulationOptions small() {
    return SimulationOptions.standard().frames(40).detector(32, 32, 6.4, 6.4);
  }

  private Path write(SimulationOptions options) throws IOException {
    Path file = folder.resolve("object.dcm");
    new SimulatedRun(options).writeTo(file);
    return file;
  }

  private static String firstLine(Path file, int exitCode) {
    CommandRun run = CommandRun.of("inspect", file.toString());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).isEmpty();
    return run.outLines().get(0);
  }

  private void assertVerdict(SimulationOptions options, String sentence) throws IOException {
    Path file = write(options);
    assertThat(firstLine(file, 1)).isEqualTo(file + ": " + sentence);
  }

  @Test
  void aRotationalRunIsSaidWithWhatSpeaksForItAndWhatToTypeNext() throws IOException {
    Path file = write(small());
    CommandRun run = CommandRun.of("inspect", file.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().subList(0, 6))
        .containsExactly(
            file + ": a rotational run that can be reconstructed",
            "  Would be reconstructed: XA, 40 frames of 32 × 32, 200.0° rising",
            "    angles     200.0° from -100.0° to 100.0° in 40 frames, 5.13° apart",
            "    distances  source to isocentre 785.0 mm, source to detector 1200.0 mm",
            "    spacing    32 × 32 pixels of 6.400 mm × 6.400 mm, a detector of 205 mm × 205 mm",
            "    next       rotavox reconstruct " + file + " -o volume");
  }

  @Test
  void theNextCommandIsOneThatAShellTakes() throws IOException {
    Path file = folder.resolve("my run's.dcm");
    new SimulatedRun(small()).writeTo(file);
    assertThat(CommandRun.of("inspect", file.toString()).out())
        .contains("rotavox reconstruct '" + folder + "/my run'\\''s.dcm' -o volume");
  }

  @Test
  void runsThatCannotBeReconstructedAreSaidByTheirReason() throws IOException {
    assertVerdict(small().arc(30, 30), "a static run: the C-arm does not turn");
    assertVerdict(small().frames(1), "a single frame: a rotation needs many");
    assertVerdict(
        small()
            .edited(
                header ->
                    header.setString(
                        Tag.ImageType, "DERIVED", "PRIMARY", "SINGLE PLANE", "SUBTRACTED")),
        "a subtracted run: export the raw run, without subtraction");
    assertThat(firstLine(write(small().arc(-50, 50)), 1))
        .contains("object.dcm: a run that turns and cannot be reconstructed because ");
    assertThat(firstLine(write(small().as(SimulationOptions.DistanceForm.NONE)), 1))
        .contains("object.dcm: a run that turns and cannot be reconstructed because ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|a CT slice: already a volume",
        "2.1|a CT volume: nothing to be reconstructed",
        "4|an MR image: already a volume",
        "7|a secondary capture, a picture of a screen: export the raw run",
        "7.4|a secondary capture, a picture of a screen: export the raw run",
        "13.1.1|a 3D object (X-Ray 3D Angiographic Image): already a volume",
        "13.1.2|a 3D object (X-Ray 3D Craniofacial Image): already a volume",
        "11.1|a presentation state: how to show images, no image itself",
        "88.67|a radiation dose report: it holds no images",
        "88.11|a structured report: it holds no images",
        "88.33|a structured report: it holds no images",
        "88.59|a key object selection: a list of images, no image itself",
        "104.1|a document: it holds no images",
        "104.3|a surface for printing: it holds no projections",
        "6.1|an object of another kind (Ultrasound Image), no projections of a C-arm",
        "1|a radiograph: a rotation needs many projections",
        "66|raw data that only the manufacturer's software reads: export the raw run as XA",
      })
  void otherObjectsAreSaidByTheirKind(String sopClass, String sentence) throws IOException {
    assertVerdict(
        small().frames(1).attribute(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1." + sopClass),
        sentence);
  }

  @Test
  void objectsOfNoKnownKindAreSaid() throws IOException {
    assertVerdict(
        small().frames(1).attribute(Tag.SOPClassUID, "1.3.12.2.1107.5.9.1"),
        "an object of a private or unknown kind, 1.3.12.2.1107.5.9.1: export the raw run as XA");
  }

  @Test
  void whatIsNoDicomIsSaidInOneSentence() throws IOException {
    assertOne(Files.write(folder.resolve("empty.dcm"), new byte[0]), "an empty file");
    assertOne(Files.writeString(folder.resolve("a.txt"), "hello"), "no DICOM file, but text");
    assertOne(
        Files.write(
            folder.resolve("a.png"),
            "\u0089PNG\r\n\u001a\nxxxxxx".getBytes(StandardCharsets.ISO_8859_1)),
        "no DICOM file, but a PNG picture");
    assertOne(
        Files.write(folder.resolve("a.bin"), new byte[] {1, 2, 3, 0, 9, 9, 9, 9, 9}),
        "no DICOM file");
    assertOne(Files.createDirectories(folder.resolve("empty")), "an empty folder");
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Files.writeString(notes.resolve("1.txt"), "hello");
    Files.write(notes.resolve("2.txt"), new byte[0]);
    assertOne(notes, "a folder without DICOM: none of the 2 files in it is");
    byte[] whole = Files.readAllBytes(write(small().as(ObjectForm.XA)));
    for (int length = 132; length < whole.length; length += length < 2000 ? 61 : 9999) {
      Path cut = Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(whole, length));
      assertThat(firstLine(cut, 1))
          .as("%d bytes", length)
          .startsWith(cut + ": ")
          .contains("cut off");
    }
  }

  private static void assertOne(Path path, String sentence) {
    CommandRun run = CommandRun.of("inspect", path.toString());
    assertThat(run.outLines()).containsExactly(path + ": " + sentence);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void slicesOfOneSeriesShareOneLine() throws IOException {
    Path series = Files.createDirectories(folder.resolve("series"));
    for (int i = 0; i < 5; i++) {
      new SimulatedRun(
              small()
                  .frames(1)
                  .attribute(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                  .attribute(Tag.SOPInstanceUID, "1.2.3." + i))
          .writeTo(series.resolve("slice" + i));
    }
    new SimulatedRun(small().identity("run")).writeTo(series.resolve("z-run"));
    CommandRun run = CommandRun.of("inspect", series.toString());
    assertThat(run.outLines())
        .contains(
            series + ": 6 runs or objects, of which 1 can be reconstructed",
            series + "/slice0 and 4 more: a CT slice: already a volume",
            "next: rotavox reconstruct " + series + "/z-run -o volume",
            "6 runs in 6 files: 1 would be reconstructed, 5 would not, 0 files not readable");
  }

  @Test
  void programsReadTheVerdictAndTheReasonsToo() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path file = write(small());
    JsonNode all =
        new ObjectMapper()
            .readTree(CommandRun.of("inspect", "--json", file.toString(), empty.toString()).out());
    assertThat(all.get(0).get("verdict").asText())
        .isEqualTo("a rotational run that can be reconstructed");
    assertThat(all.get(1).get("error").asText()).isEqualTo("an empty folder");
  }
}
