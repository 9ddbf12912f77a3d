package org.rotavox.recon.estimate;

import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/**
 * The value that most voxels of a volume have: of a head, soft tissue.
 *
 * @param modeHu that value
 * @param share part of the voxels within 60 HU of it
 * @param peak part of the voxels within 20 HU of it: the more, the more uniform is the tissue
 */
record SoftTissue(double modeHu, double share, double peak) {

  private static final double LOWEST = -1500;
  private static final double BIN_HU = 10;
  private static final int BINS = 1000;

  /** Bins of the standard deviation by which the histogram is smoothed. */
  private static final double SMOOTHED = 2;

  private static final double NEAR_HU = 60;
  private static final double PEAK_HU = 20;

  /** Part of the radius of the field of view within which voxels count. */
  private static final double WITHIN = 0.8;

  /**
   * Looks at the voxels about the z axis.
   *
   * @param airHu value of the voxels that no view sees: they do not count
   */
  static SoftTissue of(Volume volume, double radiusMm, float airHu) {
    VolumeGrid grid = volume.grid();
    long[] counts = new long[BINS];
    long all = 0;
    for (int k = 0; k < grid.sizeZ(); k++) {
      float[] slice = volume.slice(k);
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          float value = slice[j * grid.sizeX() + i];
          if (value != airHu && Math.hypot(grid.x(i), grid.y(j)) < WITHIN * radiusMm) {
            int bin = (int) Math.floor((value - LOWEST) / BIN_HU);
            counts[Math.max(0, Math.min(BINS - 1, bin))]++;
            all++;
          }
        }
      }
    }
    if (all == 0) {
      return new SoftTissue(0, 0, 0);
    }
    double[] smooth = smoothed(counts);
    int peak = 1;
    for (int b = 1; b < BINS - 1; b++) { // what lies outside the histogram is no mode
      peak = smooth[b] > smooth[peak] ? b : peak;
    }
    double mode = LOWEST + (peak + 0.5 + vertex(smooth, peak)) * BIN_HU;
    return new SoftTissue(
        mode, within(counts, mode, NEAR_HU) / all, within(counts, mode, PEAK_HU) / all);
  }

  private static double within(long[] counts, double mode, double reach) {
    long near = 0;
    for (int b = 0; b < BINS; b++) {
      near += Math.abs(LOWEST + (b + 0.5) * BIN_HU - mode) <= reach ? counts[b] : 0;
    }
    return near;
  }

  private static double[] smoothed(long[] counts) {
    double[] out = new double[BINS];
    int reach = (int) (4 * SMOOTHED);
    for (int b = 0; b < BINS; b++) {
      for (int d = -reach; d <= reach; d++) {
        if (b + d >= 1 && b + d < BINS - 1) {
          out[b] += counts[b + d] * Math.exp(-d * d / (2 * SMOOTHED * SMOOTHED));
        }
      }
    }
    return out;
  }

  /** Returns where the parabola through a peak and its neighbours has its vertex, bins. */
  private static double vertex(double[] smooth, int peak) {
    double curvature = smooth[peak - 1] - 2 * smooth[peak] + smooth[peak + 1];
    return curvature < 0 ? (smooth[peak - 1] - smooth[peak + 1]) / (2 * curvature) : 0;
  }
}
