package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.result.MetaImage;

/**
 * A run that arrives cut into parts (a concatenation, PS3.3 C.7.6.16.2.2.4), or as one object for
 * each projection with two equal frames: pydicom cuts the small phantom, DCMTK's storescu sends it.
 */
class PartsIT {

  private static final int SLICES = 96;
  private static final Duration ONE_RUN = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);
  private static final String WAITS =
      "collect:\n  quietTime: 2 s\n  maximumWait: " + LONGEST_WAIT.toSeconds() + " s\n";

  private static final String CONFIG = Path.of("config").toAbsolutePath().toString();

  private static final String CUT =
      """
      import sys, copy, pydicom
      from pydicom.uid import generate_uid
      run = pydicom.dcmread(sys.argv[1])
      size = run.Rows * run.Columns * 2
      pixels = run.PixelData
      whole = generate_uid(entropy_srcs=[sys.argv[1], 'whole'])
      cuts = [0, 37, 61, run.NumberOfFrames]
      for n in range(3):
          part = copy.deepcopy(run)
          a, b = cuts[n], cuts[n + 1]
          part.SOPInstanceUID = generate_uid(entropy_srcs=[sys.argv[1], str(n)])
          part.file_meta.MediaStorageSOPInstanceUID = part.SOPInstanceUID
          part.NumberOfFrames = b - a
          part.ConcatenationUID = whole
          part.SOPInstanceUIDOfConcatenationSource = run.SOPInstanceUID
          part.InConcatenationNumber = n + 1
          part.InConcatenationTotalNumber = 3
          part.ConcatenationFrameOffsetNumber = a
          for name in ('PositionerPrimaryAngleIncrement', 'PositionerSecondaryAngleIncrement'):
              setattr(part, name, list(getattr(run, name))[a:b])
          part['PixelData'].value = pixels[a * size:b * size]
          part.save_as('%s/%d.dcm' % (sys.argv[2], n + 1))
      """;

  private static final String TWICE =
      """
      import sys, copy, pydicom
      from pydicom.uid import generate_uid
      run = pydicom.dcmread(sys.argv[1])
      size = run.Rows * run.Columns * 2
      pixels = run.PixelData
      offsets = [float(x) for x in run.PositionerPrimaryAngleIncrement]
      first = float(run.PositionerPrimaryAngle)
      for name in ('PositionerPrimaryAngleIncrement', 'PositionerSecondaryAngleIncrement'):
          delattr(run, name)
      for n, offset in enumerate(offsets):
          frame = copy.deepcopy(run)
          frame.SOPInstanceUID = generate_uid(entropy_srcs=[sys.argv[1], str(n)])
          frame.file_meta.MediaStorageSOPInstanceUID = frame.SOPInstanceUID
          frame.InstanceNumber = n + 1
          frame.NumberOfFrames = 2
          frame.PositionerPrimaryAngle = '%.4f' % (first + offset)
          frame['PixelData'].value = 2 * pixels[n * size:(n + 1) * size]
          frame.save_as('%s/%03d.dcm' % (sys.argv[2], n))
      """;

  @TempDir private Path folder;
  private Path parts = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    parts = Files.createDirectory(folder.resolve("parts"));
  }

  @Test
  void aMissingPartIsWaitedForAndNamedAndJoinedWhenItComesLate() throws Exception {
    cut(CUT);
    try (Orthanc pacs = Orthanc.start(folder.resolve("pacs"));
        NodeProcess node = NodeProcess.startWith(folder, pacs.dicomPort(), WAITS)) {
      send(node, "3.dcm");
      send(node, "1.dcm");
      Awaitility.await("the run is held")
          .atMost(LONGEST_WAIT.plus(ONE_RUN))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> node.log().contains("part 2 of 3 has not arrived"));
      assertThat(rotavox("status", "--config", node.config().toString()))
          .contains("held runs")
          .contains("part 2 of 3 has not arrived");
      assertThat(node.log()).doesNotContain("job 1,");

      send(node, "2.dcm");
      awaitVolume(pacs, "parts");
      assertThat(rotavox("jobs", "show", "1", "--config", node.config().toString()))
          .contains("all 3 parts are there that its objects announce");
    }
  }

  @Test
  void onTheCommandLineThePartsAreOneRunAsInTheNode() throws Exception {
    cut(CUT);
    assertThat(rotavox("inspect", parts.toString()))
        .contains("Would be reconstructed: XA, 100 frames");
    String first = parts.resolve("1.dcm").toString();
    assertThat(rotavox("inspect", first)).contains("parts 2 and 3 of 3 have not arrived");
    assertThat(rotavox("rules", "explain", "--config", CONFIG, first))
        .contains("held, since the run is not whole; parts 2 and 3 of 3 have not arrived");
    Path volume = folder.resolve("volume");
    assertThat(rotavox("reconstruct", parts.toString(), "-o", volume.toString(), "--matrix", "32"))
        .contains("32 slices");
    assertThat(rotavox("reconstruct", first, "-o", folder.resolve("none").toString()))
        .contains("Not reconstructed")
        .contains("parts 2 and 3 of 3 have not arrived");
  }

  @Test
  void objectsWithTwoEqualFramesAreOneRun() throws Exception {
    cut(TWICE);
    try (Orthanc pacs = Orthanc.start(folder.resolve("pacs"));
        NodeProcess node = NodeProcess.startWith(folder, pacs.dicomPort(), WAITS)) {
      List<String> names;
      try (Stream<Path> files = Files.list(parts)) {
        names = files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
      }
      send(node, names.subList(50, 100).toArray(String[]::new));
      send(node, names.subList(0, 50).toArray(String[]::new));
      awaitVolume(pacs, "two equal frames");
      assertThat(rotavox("jobs", "list", "--config", node.config().toString()))
          .doesNotContain("\n2 ");
    }
  }

  private void awaitVolume(Orthanc pacs, String what) throws Exception {
    Awaitility.await("the series in the archive")
        .atMost(ONE_RUN)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> pacs.instances() == SLICES);
    assertThat(pacs.series()).hasSize(1);
    Path slices = folder.resolve("slices");
    pacs.fetchSeries(pacs.series().get(0), slices);
    MetaImage volume = Plastimatch.converted(slices, folder);
    Marker.LEFT_ANTERIOR_CRANIAL.assertInPlace(volume, 1.6);
    Marker.LEFT_ANTERIOR_CRANIAL.assertMirroredPlacesEmpty(volume);
    Truth.Difference difference = Truth.small().compare(volume, 40);
    System.out.printf(
        "%s: RMSE %.1f HU, bias %+.1f HU inside r < 40 mm%n",
        what, difference.rmseHu(), difference.biasHu());
    assertThat(difference.rmseHu()).isLessThanOrEqualTo(37.6 * 1.03);
  }

  private void cut(String script) throws Exception {
    run(
        "/usr/bin/python3",
        "-c",
        script,
        Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath().toString(),
        parts.toString());
  }

  private String rotavox(String... arguments) throws Exception {
    return NodeProcess.run(folder, arguments).text().replaceAll("[ \\t]+", " ");
  }

  private void send(NodeProcess node, String... names) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("storescu", "-x=", "-aet", "ANGIO1", "-aec", "ROTAVOX", "127.0.0.1"));
    command.add(Integer.toString(node.port()));
    for (String name : names) {
      command.add(parts.resolve(name).toString());
    }
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws Exception {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }
}
