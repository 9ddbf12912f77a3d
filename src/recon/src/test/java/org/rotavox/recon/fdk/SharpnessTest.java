package org.rotavox.recon.fdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;

/**
 * The modulation transfer function from the edge of a small dense ball, and the noise of water, for
 * every window of the filter: radial profile → edge spread function → its derivative → transform
 * (Judy, Med. Phys. 3(4), 1976; for a ball Thornton and Flynn, Proc. SPIE 6142, 2006).
 */
class SharpnessTest {

  private static final double VOXEL_MM = 0.4;
  private static final double BALL_MM = 5;
  private static final double BIN_MM = 0.1;
  private static final double HALF_WIDTH_MM = 3;
  private static final Vector3 CENTER = new Vector3(20.07, -13.11, 5.03);
  private static final DetectorGrid DETECTOR = new DetectorGrid(256, 160, 0.6, 0.6);
  private static final Trajectory ARC =
      Trajectory.circular(new CArm(785, 1200, DETECTOR), -100, 100, 160);

  @ParameterizedTest
  @EnumSource(FilterWindow.class)
  void theTenPercentFrequencyAndTheNoiseOfEachWindow(FilterWindow window) throws Exception {
    double dense = 2 * EllipsoidPhantom.WATER_PER_MM;
    EllipsoidPhantom ball =
        new EllipsoidPhantom(
            "ball", List.of(new Ellipsoid(CENTER, BALL_MM, BALL_MM, BALL_MM, 0, dense)), List.of());
    ReconstructionProtocol near =
        Simulation.protocol()
            .withVolume(new VolumeSize(48, VOXEL_MM, 48, CENTER))
            .withFilter(window, 1);
    Volume sharp =
        Simulation.onCpu(
                new ProjectionStack(ARC, PhantomFrames.exact(ball, ARC).withSamplesPerSide(3)),
                near)
            .volume();
    double perMm = tenPercent(lineSpread(sharp));
    EllipsoidPhantom water =
        new EllipsoidPhantom(
            "water",
            List.of(new Ellipsoid(Vector3.ORIGIN, 40, 40, 40, 0, EllipsoidPhantom.WATER_PER_MM)),
            List.of());
    ReconstructionProtocol middle =
        near.withVolume(new VolumeSize(48, VOXEL_MM, 8, Vector3.ORIGIN));
    double noise =
        deviation(
            Simulation.onCpu(
                    new ProjectionStack(ARC, PhantomFrames.noisy(water, ARC, 40000, 2)), middle)
                .volume());
    // the pixel is 0.39 mm at the isocentre, its Nyquist frequency 1.27 / mm; profiles around the
    // ball cross pixels and voxels at many phases, so that aliases beyond it are seen as well
    System.out.printf(
        Locale.ROOT,
        "%s: MTF 10 %% at %.2f line pairs / mm, noise %.0f HU in voxels of %.1f mm%n",
        window,
        perMm,
        noise,
        VOXEL_MM);
    assertThat(perMm).isBetween(window == FilterWindow.RAMP ? 1.2 : 0.6, 1.8);
    assertThat(noise).isBetween(20.0, 400.0);
  }

  /** The derivative of the mean radial profile about the ball's surface, in bins. */
  private static double[] lineSpread(Volume volume) {
    int bins = (int) (2 * HALF_WIDTH_MM / BIN_MM);
    double[] sum = new double[bins];
    int[] count = new int[bins];
    VolumeGrid grid = volume.grid();
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          double r = new Vector3(grid.x(i), grid.y(j), grid.z(k)).minus(CENTER).length();
          int bin = (int) Math.floor((r - BALL_MM + HALF_WIDTH_MM) / BIN_MM);
          // near the plane of rotation: the resolution along z is another one
          if (bin >= 0 && bin < bins && Math.abs(grid.z(k) - CENTER.z()) < 1.5) {
            sum[bin] += volume.at(i, j, k);
            count[bin]++;
          }
        }
      }
    }
    double[] spread = new double[bins - 1];
    for (int b = 0; b < spread.length; b++) {
      assertThat(count[b]).isPositive();
      spread[b] = sum[b] / count[b] - sum[b + 1] / count[b + 1];
    }
    return spread;
  }

  private static double tenPercent(double[] spread) {
    double atZero = Arrays.stream(spread).sum();
    for (double f = 0.02; f < 3; f += 0.01) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < spread.length; n++) {
        re += spread[n] * Math.cos(2 * Math.PI * f * n * BIN_MM);
        im += spread[n] * Math.sin(2 * Math.PI * f * n * BIN_MM);
      }
      if (Math.hypot(re, im) < 0.1 * atZero) {
        return f;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static double deviation(Volume volume) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      for (float value : volume.slice(k)) {
        sum += value;
        squares += (double) value * value;
        count++;
      }
    }
    return Math.sqrt(squares / count - sum / count * (sum / count));
  }
}
