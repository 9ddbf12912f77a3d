package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.result.MetaImage;

/** {@code reconstruct} for researchers and printers: files that are not DICOM, read by others. */
class ResearchFilesIT {

  private static final Path RUN =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();

  /** Above everything in the phantom but the dense ball, half way to it. */
  private static final String THRESHOLD = "800";

  private static final double BALL_RADIUS_MM = 4;

  @TempDir private Path folder;

  @Test
  void allFilesShowTheMarkersAtTheMillimetresOfTheSlices() throws Exception {
    reconstruct(THRESHOLD, "--nifti", "volume.nii.gz", "--nrrd", "volume.nrrd");
    Files.delete(folder.resolve("series/preview.png"));
    MetaImage slices = Plastimatch.converted(folder.resolve("series"), folder);
    Marker.LEFT_ANTERIOR_CRANIAL.assertInPlace(slices, 1.6);
    for (String name : new String[] {"volume.nii.gz", "volume.nrrd"}) {
      MetaImage volume = Plastimatch.converted(folder.resolve(name), folder);
      Marker.LEFT_ANTERIOR_CRANIAL.assertInPlace(volume, 1.6);
      Marker.RIGHT_POSTERIOR_CAUDAL.assertInPlace(volume, 1.6);
      assertSame(name, volume, slices);
    }
    assertLiesAroundTheDenseBall(StlBox.read(folder.resolve("surface.stl")));
  }

  /** From ball to ball; along z the vessels reach further. */
  @Test
  void theThresholdByItselfFindsBothBalls() throws Exception {
    reconstruct("auto");
    StlBox surface = StlBox.read(folder.resolve("surface.stl"));
    double[] low = {-30 - 4, -22 - 5};
    double[] high = {28 + 5, 25 + 4};
    for (int axis = 0; axis < 2; axis++) {
      assertThat(surface.lowMm().get(axis)).as("axis " + axis).isCloseTo(low[axis], within(2.0));
      assertThat(surface.highMm().get(axis)).as("axis " + axis).isCloseTo(high[axis], within(2.0));
    }
  }

  private void reconstruct(String threshold, String... more) throws Exception {
    assertThat(NodeProcess.run(folder, "config", "init", "c").exitCode()).isZero();
    Path protocols = folder.resolve("c/protocols.yaml");
    Files.writeString(
        protocols,
        Files.readString(protocols)
            .replace("surfaceThreshold: auto", "surfaceThreshold: " + threshold));
    String[] command = {
      "reconstruct",
      RUN.toString(),
      "-o",
      "series",
      "--config",
      "c",
      "--matrix",
      "96",
      "--voxel",
      "1.6",
      "--engine",
      "cpu",
      "--stl",
      "surface.stl"
    };
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    PeerProcess.Output output = NodeProcess.run(folder, all);
    assertThat(output.exitCode()).as(output.text()).isZero();
    assertThat(output.text()).contains("surface.stl, ");
  }

  /** The slices hold whole numbers; the others what was reconstructed. */
  private static void assertSame(String name, MetaImage volume, MetaImage slices)
      throws IOException {
    assertThat(volume.size()).as(name).isEqualTo(slices.size());
    int[] size = slices.size();
    double worst = 0;
    for (int k = 0; k < size[2]; k++) {
      for (int j = 0; j < size[1]; j++) {
        for (int i = 0; i < size[0]; i++) {
          worst = Math.max(worst, Math.abs(volume.at(i, j, k) - slices.at(i, j, k)));
        }
      }
    }
    assertThat(worst).as(name + ": largest difference (HU)").isLessThanOrEqualTo(0.51);
    for (int axis = 0; axis < 3; axis++) {
      for (int end : new int[] {0, size[axis] - 1}) {
        assertThat(volume.position(axis, end))
            .as(name)
            .isCloseTo(slices.position(axis, end), within(0.001));
      }
    }
  }

  private static void assertLiesAroundTheDenseBall(StlBox ball) {
    double[] centre = {
      Marker.RIGHT_POSTERIOR_CAUDAL.xMm(),
      Marker.RIGHT_POSTERIOR_CAUDAL.yMm(),
      Marker.RIGHT_POSTERIOR_CAUDAL.zMm()
    };
    for (int axis = 0; axis < 3; axis++) {
      assertThat(ball.centreMm(axis)).as("axis " + axis).isCloseTo(centre[axis], within(0.8));
      assertThat(ball.extentMm(axis)).isCloseTo(2 * BALL_RADIUS_MM, within(1.2));
    }
    double ballMm3 = 4 / 3.0 * Math.PI * Math.pow(BALL_RADIUS_MM, 3);
    assertThat(ball.volumeMm3()).isCloseTo(ballMm3, within(0.25 * ballMm3));
    assertThat(ball.triangles()).isGreaterThan(100);
  }
}
