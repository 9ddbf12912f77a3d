package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.rotavox.result.MetaImage;

/**
 * A ball of the phantom that tells left from right: where it must be, and how far it stands out
 * from the body around it.
 */
record Marker(String name, double xMm, double yMm, double zMm, double bodyHu, double markerHu) {

  static final Marker LEFT_ANTERIOR_CRANIAL =
      new Marker("+400 HU ball, left anterior cranial", 28, -22, 20, 40, 440);
  static final Marker RIGHT_POSTERIOR_CAUDAL =
      new Marker("dense ball, right posterior caudal", -30, 25, -25, 40, 1540);

  private static final double SEARCH_MM = 9;
  private static final double CORE_MM = 3;

  /** Fails unless the ball lies where it must, within {@code toleranceMm} along each axis. */
  void assertInPlace(MetaImage volume, double toleranceMm) {
    double[] center = centroid(volume);
    assertThat(center[0]).as(name + ", towards left (mm)").isCloseTo(xMm, within(toleranceMm));
    assertThat(center[1]).as(name + ", towards back (mm)").isCloseTo(yMm, within(toleranceMm));
    assertThat(center[2]).as(name + ", towards head (mm)").isCloseTo(zMm, within(toleranceMm));
    assertThat(mean(volume, xMm, yMm, zMm))
        .as(name + ", mean of its core (HU)")
        .isCloseTo(markerHu, within(0.25 * (markerHu - bodyHu)));
  }

  /** Fails unless every mirror image of the place holds plain body. */
  void assertMirroredPlacesEmpty(MetaImage volume) {
    for (int mirror = 1; mirror < 8; mirror++) {
      double x = (mirror & 1) == 0 ? xMm : -xMm;
      double y = (mirror & 2) == 0 ? yMm : -yMm;
      double z = (mirror & 4) == 0 ? zMm : -zMm;
      assertThat(mean(volume, x, y, z))
          .as("%s, mirrored at (%.0f, %.0f, %.0f)", name, x, y, z)
          .isCloseTo(bodyHu, within(0.15 * (markerHu - bodyHu)));
    }
  }

  /** The centre of what stands out by more than half, weighted by how much. */
  private double[] centroid(MetaImage volume) {
    double threshold = (bodyHu + markerHu) / 2;
    double[] sum = new double[3];
    double weights = 0;
    int[] size = volume.size();
    for (int k = 0; k < size[2]; k++) {
      for (int j = 0; j < size[1]; j++) {
        for (int i = 0; i < size[0]; i++) {
          double weight = volume.at(i, j, k) - threshold;
          if (weight > 0 && distance(volume, i, j, k, xMm, yMm, zMm) < SEARCH_MM) {
            sum[0] += weight * volume.position(0, i);
            sum[1] += weight * volume.position(1, j);
            sum[2] += weight * volume.position(2, k);
            weights += weight;
          }
        }
      }
    }
    assertThat(weights).as(name + " stands out").isPositive();
    return new double[] {sum[0] / weights, sum[1] / weights, sum[2] / weights};
  }

  private static double mean(MetaImage volume, double x, double y, double z) {
    double sum = 0;
    int count = 0;
    int[] size = volume.size();
    for (int k = 0; k < size[2]; k++) {
      for (int j = 0; j < size[1]; j++) {
        for (int i = 0; i < size[0]; i++) {
          if (distance(volume, i, j, k, x, y, z) < CORE_MM) {
            sum += volume.at(i, j, k);
            count++;
          }
        }
      }
    }
    return sum / count;
  }

  private static double distance(
      MetaImage volume, int i, int j, int k, double x, double y, double z) {
    double dx = volume.position(0, i) - x;
    double dy = volume.position(1, j) - y;
    double dz = volume.position(2, k) - z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.api.Assertions.within(tolerance);
  }
}
