package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Which run {@code reconstruct} takes, where its input holds more than one thing. */
class RunChoiceTest {

  @TempDir private Path folder;

  private static SimulationOptions small() {
    return SimulationOptions.standard().frames(40).detector(32, 32, 6.4, 6.4);
  }

  private Path write(SimulationOptions options, String name) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    new SimulatedRun(options).writeTo(file);
    return file;
  }

  private CommandRun reconstruct(Path input, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "reconstruct",
                    input.toString(),
                    "-o",
                    folder.resolve("out").toString(),
                    "--matrix",
                    "16",
                    "--engine",
                    "cpu"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void mixed() throws IOException {
    write(small(), "a/run.dcm");
    write(small().arc(0, 0).identity("still"), "a/still.dcm");
    write(small().frames(1).identity("one"), "b/one.dcm");
    Files.writeString(folder.resolve("in/readme.txt"), "hello");
  }

  @Test
  void theOnlyRunThatCanBeReconstructedIsTakenFromAFolderAndFromAZip() throws IOException {
    mixed();
    CommandRun fromFolder = reconstruct(folder.resolve("in"));
    assertThat(fromFolder.exitCode()).as(fromFolder.toString()).isZero();
    assertThat(fromFolder.outLines().get(0))
        .startsWith("takes " + folder.resolve("in/a/run.dcm") + ": XA, 40 frames of 32 × 32");
    Path zip = folder.resolve("in.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream zipped = new ZipOutputStream(out)) {
      for (String name : List.of("a/run.dcm", "a/still.dcm", "b/one.dcm", "readme.txt")) {
        zipped.putNextEntry(new ZipEntry(name));
        zipped.write(Files.readAllBytes(folder.resolve("in").resolve(name)));
        zipped.closeEntry();
      }
    }
    CommandRun fromZip =
        CommandRun.of(
            "reconstruct", zip.toString(), "-o", folder.resolve("out2").toString(), "--matrix=16");
    assertThat(fromZip.exitCode()).as(fromZip.toString()).isZero();
    assertThat(fromZip.outLines().get(0)).startsWith("takes " + zip + "/a/run.dcm: ");
    try (Stream<Path> slices = Files.list(folder.resolve("out"))) {
      for (Path slice : slices.toList()) {
        assertThat(folder.resolve("out2").resolve(slice.getFileName()))
            .hasSameBinaryContentAs(slice);
      }
    }
  }

  @Test
  void aCopyOfTheRunIsNoSecondRun() throws IOException {
    mixed();
    Files.copy(folder.resolve("in/a/run.dcm"), folder.resolve("in/copy.dcm"));
    assertThat(reconstruct(folder.resolve("in")).exitCode()).isZero();
  }

  @Test
  void ofSeveralRunsTheSeriesChooses() throws IOException {
    mixed();
    Path second = write(small().identity("second").seed(2), "c/second.dcm");
    CommandRun which = reconstruct(folder.resolve("in"));
    assertThat(which.exitCode()).isEqualTo(2);
    String uid = DicomFile.read(second).dataSet().getString(Tag.SeriesInstanceUID, "");
    assertThat(which.err())
        .contains("2 runs can be reconstructed; choose one with --series UID", "--series " + uid)
        .contains("second.dcm", "run.dcm")
        .doesNotContain("still.dcm");
    assertThat(folder.resolve("out")).doesNotExist();
    CommandRun chosen = reconstruct(folder.resolve("in"), "--series", uid);
    assertThat(chosen.exitCode()).as(chosen.toString()).isZero();
    assertThat(chosen.outLines().get(0)).startsWith("takes " + second + ": ");
  }

  @Test
  void runsOfOneSeriesAreToldApartByTheirObjects() throws IOException {
    String series = "1.2.3.4";
    write(small().attribute(Tag.SeriesInstanceUID, series), "1.dcm");
    Path second = write(small().identity("x").attribute(Tag.SeriesInstanceUID, series), "2.dcm");
    CommandRun which = reconstruct(folder.resolve("in"), "--series", series);
    assertThat(which.exitCode()).isEqualTo(2);
    String uid = DicomFile.read(second).dataSet().getString(Tag.SOPInstanceUID, "");
    assertThat(which.err()).contains("--series " + uid);
    assertThat(reconstruct(folder.resolve("in"), "--series", uid).exitCode()).isZero();
  }

  @Test
  void aSeriesThatIsNotThereIsSaidWithThoseThatAre() throws IOException {
    mixed();
    CommandRun none = reconstruct(folder.resolve("in"), "--series", "1.2.3");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("no object of the series 1.2.3").contains("run.dcm");
    assertThat(reconstruct(folder.resolve("in"), "--series", "x").exitCode()).isEqualTo(2);
  }

  @Test
  void whereNothingCanBeReconstructedItSaysWhatEachIs() throws IOException {
    write(small().arc(0, 0), "still.dcm");
    write(small().frames(1).identity("one"), "one.dcm");
    Files.writeString(folder.resolve("in/readme.txt"), "hello");
    CommandRun none = reconstruct(folder.resolve("in"));
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out())
        .contains(
            "still.dcm: a static run", "one.dcm: a single frame", "readme.txt: no DICOM file");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
