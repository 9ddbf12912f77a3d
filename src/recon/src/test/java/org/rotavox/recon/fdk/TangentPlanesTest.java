package org.rotavox.recon.fdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.Disturbed;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Volume;

/** What the planes that touch the source path bring to objects far above and below it. */
class TangentPlanesTest {

  private static final DetectorGrid DETECTOR = Simulation.DETECTOR;
  private static final int COLUMNS = DETECTOR.columns();

  private static EllipsoidPhantom water(double radiusXY, double radiusZ) {
    return new EllipsoidPhantom(
        "water",
        List.of(
            new Ellipsoid(
                Vector3.ORIGIN, radiusXY, radiusXY, radiusZ, 0, EllipsoidPhantom.WATER_PER_MM)),
        List.of());
  }

  /** A ball of water loses z²/2d² to the planes that no view measures, and no more. */
  @ParameterizedTest
  @CsvSource({"-100, 100", "100, -100", "0, 356.4"})
  void aBallLosesOnlyWhatNoViewMeasures(double first, double last) throws Exception {
    Trajectory trajectory = Simulation.arc(first, last);
    Volume volume =
        Simulation.onCpu(
                new ProjectionStack(trajectory, PhantomFrames.exact(water(60, 60), trajectory)),
                Simulation.protocol())
            .volume();
    StringBuilder profile = new StringBuilder();
    for (int k = 23; k < 74; k += 5) {
      double z = volume.grid().z(k);
      double expected = -1000 * z * z / (2 * 785 * 785);
      double value = discMean(volume, k, 16);
      profile.append(String.format(Locale.ROOT, " %.0f mm %.1f (%.1f)", z, value, expected));
      assertThat(value).isCloseTo(expected, within(0.6));
    }
    System.out.println("ball of water, HU (unmeasured):" + profile);
  }

  /** Rows behind a collimator say nothing, and their edge is not taken for one of the object. */
  @Test
  void theEdgeOfACollimatorIsNoEdgeOfTheObject() throws Exception {
    Trajectory trajectory = Simulation.arc(-100, 100);
    FrameSource open = PhantomFrames.exact(Simulation.PHANTOM, trajectory);
    int closed = 36;
    FrameSource collimated =
        new Disturbed(
            open,
            (frame, image) -> {
              Arrays.fill(image, 0, closed * COLUMNS, Float.NaN);
              Arrays.fill(image, image.length - closed * COLUMNS, image.length, Float.NaN);
            });
    Volume whole =
        Simulation.onCpu(new ProjectionStack(trajectory, open), Simulation.protocol()).volume();
    Volume part =
        Simulation.onCpu(new ProjectionStack(trajectory, collimated), Simulation.protocol())
            .volume();
    // the closed rows begin at (64 − 36) · 1.6 mm · 785 / 1200 = 29 mm, 26 mm nearest to the source
    double most = 0;
    for (int k = 33; k <= 62; k++) {
      for (int n = 0; n < whole.slice(k).length; n++) {
        most = Math.max(most, Math.abs(whole.slice(k)[n] - part.slice(k)[n]));
      }
    }
    // on the axis the last open rows show: |z| = 28 mm
    double edge =
        Math.max(
            Math.abs(discMean(whole, 30, 6) - discMean(part, 30, 6)),
            Math.abs(discMean(whole, 65, 6) - discMean(part, 65, 6)));
    System.out.printf(
        Locale.ROOT, "collimated: at most %.2f HU off, at the edge %.2f%n", most, edge);
    assertThat(most).isLessThan(1);
    assertThat(edge).isLessThan(1.5);
  }

  /** Truncated rows end in a guess, which noise moves: it must not show from slice to slice. */
  @Test
  void noiseInTruncatedRowsDoesNotMoveWholeSlices() throws Exception {
    Trajectory trajectory = Simulation.arc(-100, 100);
    EllipsoidPhantom wide = water(1.4 * Simulation.ARM.fieldOfViewRadiusMm(), 140);
    Volume volume =
        Simulation.onCpu(
                new ProjectionStack(trajectory, PhantomFrames.noisy(wide, trajectory, 40_000, 5)),
                Simulation.protocol().withTruncation(Truncation.WATER_CYLINDER))
            .volume();
    double squares = 0;
    int count = 0;
    for (int k = 20; k <= 75; k++) {
      double bend =
          discMean(volume, k, 30) - (discMean(volume, k - 2, 30) + discMean(volume, k + 2, 30)) / 2;
      squares += bend * bend;
      count++;
    }
    double step = Math.sqrt(squares / count);
    System.out.printf(Locale.ROOT, "truncated, with noise: slices differ by %.2f HU%n", step);
    assertThat(step).isLessThan(3);
  }

  private static double discMean(Volume volume, int k, double radiusMm) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < volume.grid().sizeY(); j++) {
      for (int i = 0; i < volume.grid().sizeX(); i++) {
        if (Math.hypot(volume.grid().x(i), volume.grid().y(j)) < radiusMm) {
          sum += volume.at(i, j, k);
          count++;
        }
      }
    }
    return sum / count;
  }
}
