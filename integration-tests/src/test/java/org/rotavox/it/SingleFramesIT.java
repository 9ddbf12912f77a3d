package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.result.MetaImage;

/**
 * A run that arrives as single frames which say how many they are: pydicom takes the small phantom
 * apart, DCMTK's storescu sends it in two parts, the last frame first.
 */
class SingleFramesIT {

  private static final int FRAMES = 100;
  private static final int SLICES = 96;

  private static final String QUIET = "collect:\n  quietTime: 2 s\n";

  /** A run that did not say how many frames it has would start meanwhile. */
  private static final Duration LONGER_THAN_QUIET = Duration.ofSeconds(5);

  private static final Duration ONE_RUN = Duration.ofSeconds(60);

  private static final String TAKE_APART =
      """
      import sys, copy, pydicom
      from pydicom.uid import generate_uid
      run = pydicom.dcmread(sys.argv[1])
      size = run.Rows * run.Columns * 2
      pixels = run.PixelData
      offsets = [float(x) for x in run.PositionerPrimaryAngleIncrement]
      first = float(run.PositionerPrimaryAngle)
      for name in ('NumberOfFrames', 'FrameIncrementPointer',
                   'PositionerPrimaryAngleIncrement', 'PositionerSecondaryAngleIncrement'):
          delattr(run, name)
      for n, offset in enumerate(offsets):
          frame = copy.deepcopy(run)
          frame.SOPInstanceUID = generate_uid(entropy_srcs=[sys.argv[1], str(n)])
          frame.file_meta.MediaStorageSOPInstanceUID = frame.SOPInstanceUID
          frame.InstanceNumber = n + 1
          frame.ImagesInAcquisition = len(offsets)
          frame.PositionerPrimaryAngle = '%.4f' % (first + offset)
          frame['PixelData'].value = pixels[n * size:(n + 1) * size]
          frame.save_as('%s/%03d.dcm' % (sys.argv[2], n))
      """;

  @TempDir private Path folder;

  @Test
  void theyWaitForTheLastOneAndThenStartAtOnce() throws Exception {
    Path frames = Files.createDirectory(folder.resolve("frames"));
    run(
        "/usr/bin/python3",
        "-c",
        TAKE_APART,
        Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath().toString(),
        frames.toString());
    List<String> files = reversed(frames);
    assertThat(files).hasSize(FRAMES);
    try (Orthanc pacs = Orthanc.start(folder.resolve("pacs"));
        NodeProcess node = NodeProcess.startWith(folder, pacs.dicomPort(), QUIET)) {
      send(node, files.subList(0, 60));
      Awaitility.await("no job for a part of the run")
          .during(LONGER_THAN_QUIET)
          .atMost(LONGER_THAN_QUIET.multipliedBy(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !node.log().contains("job 1"));
      send(node, files.subList(60, FRAMES));
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
      Marker.RIGHT_POSTERIOR_CAUDAL.assertInPlace(volume, 1.6);
      Truth.Difference difference = Truth.small().compare(volume, 40);
      System.out.printf(
          "single frames: RMSE %.1f HU, bias %+.1f HU inside r < 40 mm%n",
          difference.rmseHu(), difference.biasHu());
      assertThat(difference.rmseHu()).isLessThanOrEqualTo(37.6 * 1.03);
      assertThat(job(node)).contains("all 100 frames are there that its objects announce");
    }
  }

  private String job(NodeProcess node) throws Exception {
    return NodeProcess.run(folder, "jobs", "show", "1", "--config", node.config().toString())
        .text()
        .replaceAll("\\s+", " ");
  }

  private static List<String> reversed(Path frames) throws IOException {
    try (Stream<Path> files = Files.list(frames)) {
      return files.map(Path::toString).sorted(Comparator.reverseOrder()).toList();
    }
  }

  private void send(NodeProcess node, List<String> files) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("storescu", "-x=", "-aet", "ANGIO1", "-aec", "ROTAVOX", "127.0.0.1"));
    command.add(Integer.toString(node.port()));
    command.addAll(files);
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws Exception {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }
}
