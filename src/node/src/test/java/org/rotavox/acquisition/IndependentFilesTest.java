package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.geometry.Trajectory;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;

/** Files that were not written by this project: two phantoms, and public samples where present. */
class IndependentFilesTest {

  private static final Path PHANTOMS = Path.of("integration-tests/phantoms");
  private static final Path HEAD = Path.of("../shared/data/phantom");
  private static final Path REAL = Path.of("../shared/data/real");

  @ParameterizedTest
  @CsvSource({"small-offset.dcm, OFFSET", "small-absolute-jpegll.dcm, ABSOLUTE"})
  void phantomsAreReadAsWhatTheyAre(String file, String reading) throws IOException {
    RunReading found = new RunReader(List.of()).read(List.of(PHANTOMS.resolve(file)));
    assertThat(found.facts().obstacles()).isEmpty();
    assertThat(found.facts().text(Fact.ANGLE_READING)).isEqualTo(reading);
    assertThat(found.facts().number(Fact.SWEEP_DEG)).isCloseTo(200, within(1e-6));
    assertThat(found.facts().text(Fact.DIRECTION)).isEqualTo("RISING");
    assertThat(found.facts().is(Fact.QUANTITATIVE)).isTrue();
    assertThat(found.facts().is(Fact.TRUNCATION_LIKELY)).isFalse();
    try (RotationalRun run = found.run().orElseThrow()) {
      Trajectory trajectory = run.trajectory();
      assertThat(trajectory.views()).isEqualTo(100);
      assertThat(trajectory.carm().sourceToDetectorMm()).isEqualTo(1200);
      assertThat(trajectory.carm().sourceToIsocenterMm()).isEqualTo(785);
      for (int i = 0; i < 100; i++) {
        assertThat(trajectory.rotationAnglesDeg().get(i))
            .isCloseTo(-100 + 200.0 * i / 99, within(1e-3));
      }
      float[] frame = new float[128 * 128];
      run.stack().frames().readIntensities(50, frame);
      assertThat(frame[0]).isCloseTo(40000, within(1500f));
      assertThat(frame[64 * 128 + 64]).isLessThan(10000);
    }
  }

  /** The reference FDK of the independent generator has 37.6 HU, nearly all noise; bias +2.0. */
  @ParameterizedTest
  @CsvSource({"small-offset.dcm", "small-absolute-jpegll.dcm"})
  void phantomsReachTheReferenceFigures(String file) throws IOException, ReconstructionException {
    byte[] truth = Files.readAllBytes(PHANTOMS.resolve("small-truth-96x1.6mm.i16"));
    RunReading found = new RunReader(List.of()).read(List.of(PHANTOMS.resolve(file)));
    try (RotationalRun run = found.run().orElseThrow()) {
      Volume volume = VolumeError.reconstruct(run, 96, 1.6);
      double error = VolumeError.rmse(volume, truth(truth, 96), 40);
      double bias = VolumeError.bias(volume, truth(truth, 96), 40);
      System.out.printf("%s: RMSE %.1f HU, bias %.1f HU%n", file, error, bias);
      assertThat(error).isLessThan(37.6 * 1.03);
      assertThat(bias).isCloseTo(0, within(2.0 * 1.03));
    }
  }

  /** The reference FDK has 87.1 HU, bias +0.7; here each slice takes the mean of two rows. */
  @Test
  void theHeadReachesTheReferenceFiguresWithItsMarkersInPlace()
      throws IOException, ReconstructionException {
    Path file = HEAD.resolve("head-offset.dcm");
    assumeTrue(Files.isRegularFile(file), "the head phantom is not here");
    VolumeError.Truth truth =
        truth(Files.readAllBytes(HEAD.resolve("head-truth-128x1.6mm.i16")), 128);
    RunReading found = new RunReader(List.of()).read(List.of(file));
    assertThat(found.facts().text(Fact.ANGLE_READING)).isEqualTo("OFFSET");
    try (RotationalRun run = found.run().orElseThrow()) {
      Volume volume = VolumeError.reconstruct(run, 128, 1.6);
      double error = VolumeError.rmse(volume, truth, 55);
      double bias = VolumeError.bias(volume, truth, 55);
      System.out.printf("head-offset.dcm: RMSE %.1f HU, bias %.1f HU%n", error, bias);
      assertThat(error).isLessThan(87.1 * 1.03);
      assertThat(bias).isCloseTo(0, within(0.7 * 1.03));
      // left, anterior, cranial; and right, posterior, caudal: in voxels from the first
      assertThat((double) volume.at(87, 45, 82)).isCloseTo(truth.at(87, 45, 82), within(200.0));
      assertThat(volume.at(87, 45, 82) - volume.at(40, 45, 82)).isGreaterThan(150);
      assertThat(volume.at(35, 88, 42)).isGreaterThan(1000);
      for (int[] mirrored : new int[][] {{92, 88, 42}, {35, 39, 42}, {35, 88, 85}}) {
        assertThat(volume.at(mirrored[0], mirrored[1], mirrored[2])).isLessThan(600);
      }
    }
  }

  private static VolumeError.Truth truth(byte[] values, int size) {
    return (i, j, k) -> {
      int at = 2 * ((k * size + j) * size + i);
      return (short) ((values[at] & 0xFF) | values[at + 1] << 8);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "static-cine-96f-jpegbaseline.dcm, XA, NO_ANGLES",
    "xrf-1f.dcm, XRF, SINGLE_FRAME",
    "XA1_JPLL, SECONDARY_CAPTURE, NOT_A_PROJECTION",
    "XA1_RLE, SECONDARY_CAPTURE, NOT_A_PROJECTION",
    "XA1_JLSL, SECONDARY_CAPTURE, NOT_A_PROJECTION",
    "XA1_J2KR, SECONDARY_CAPTURE, NOT_A_PROJECTION",
    "XA1_JPLY, SECONDARY_CAPTURE, NOT_A_PROJECTION"
  })
  void realSamplesAreNotRotationalAndItIsSaidWhy(String file, String kind, String code)
      throws IOException {
    assumeTrue(Files.isDirectory(REAL), "the public samples are not here");
    RunReading found = new RunReader(List.of()).read(List.of(REAL.resolve(file)));
    assertThat(found.run()).isEmpty();
    assertThat(found.facts().text(Fact.OBJECT_KIND)).isEqualTo(kind);
    assertThat(found.facts().obstacles()).extracting(Obstacle::code).contains(code);
    assertThat(found.facts().obstacles()).allMatch(o -> !o.sentence().isBlank());
  }
}
