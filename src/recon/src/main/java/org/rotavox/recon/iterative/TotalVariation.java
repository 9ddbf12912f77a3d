package org.rotavox.recon.iterative;

import java.util.Arrays;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Workers;

/**
 * Takes total variation away from a volume by steepest descent (Sidky and Pan, Phys. Med. Biol.
 * 53(17), 2008, section 2.3): {@code TV = Σ √(dx² + dy² + dz² + ε²)} with differences to the voxels
 * before.
 */
final class TotalVariation {

  /** Steps of one smoothing, as in the paper. */
  private static final int STEPS = 20;

  private final double epsilon;

  /**
   * @param epsilon differences that count as none
   */
  TotalVariation(double epsilon) {
    this.epsilon = epsilon;
  }

  /**
   * Smooths.
   *
   * @param volume is changed
   * @param gradient working volume of the same grid
   * @param length how far all steps together go: the root of the sum of squared changes
   */
  void smooth(ColumnVolume volume, ColumnVolume gradient, double length, Workers workers)
      throws ReconstructionException {
    int sizeY = volume.grid().sizeY();
    for (int step = 0; step < STEPS; step++) {
      double[] squares = new double[sizeY];
      workers.forEach(sizeY, j -> squares[j] = gradientRow(volume, j, gradient.row(j)));
      double norm = Math.sqrt(Arrays.stream(squares).reduce(0, Double::sum));
      if (!(norm > 0)) {
        return;
      }
      float factor = (float) (length / (STEPS * norm));
      workers.forEach(
          sizeY,
          j -> {
            float[] row = volume.row(j);
            float[] g = gradient.row(j);
            for (int n = 0; n < row.length; n++) {
              row[n] -= factor * g[n];
            }
          });
    }
  }

  /** Writes the gradient of one row of columns; returns the sum of its squares. */
  private double gradientRow(ColumnVolume volume, int j, float[] out) {
    int sizeX = volume.grid().sizeX();
    int sizeZ = volume.grid().sizeZ();
    int stride = volume.stride();
    float[] here = volume.row(j);
    float[] before = volume.row(Math.max(0, j - 1));
    float[] behind = volume.row(Math.min(volume.grid().sizeY() - 1, j + 1));
    double squares = 0;
    for (int i = 0; i < sizeX; i++) {
      int left = i > 0 ? -stride : 0;
      int right = i < sizeX - 1 ? stride : 0;
      for (int k = 0; k < sizeZ; k++) {
        int at = i * stride + k;
        int down = k > 0 ? -1 : 0;
        int up = k < sizeZ - 1 ? 1 : 0;
        float f = here[at];
        float own = 3 * f - here[at + left] - before[at] - here[at + down];
        double g = own / length(f - here[at + left], f - before[at], f - here[at + down]);
        float x = here[at + right];
        g -= (x - f) / length(x - f, x - before[at + right], x - here[at + right + down]);
        float y = behind[at];
        g -= (y - f) / length(y - behind[at + left], y - f, y - behind[at + down]);
        float z = here[at + up];
        g -= (z - f) / length(z - here[at + up + left], z - before[at + up], z - f);
        out[at] = (float) g;
        squares += g * g;
      }
    }
    return squares;
  }

  private double length(float dx, float dy, float dz) {
    return Math.sqrt(dx * dx + dy * dy + dz * dz + epsilon * epsilon);
  }
}
