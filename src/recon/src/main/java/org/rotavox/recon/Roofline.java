package org.rotavox.recon;

/**
 * What a device can do at best, measured on it: the two roofs under which every computation stays
 * (Williams, Waterman and Patterson, Communications of the ACM 52(4), 2009).
 *
 * @param bytesPerSecond memory read and written by copying large buffers
 * @param flopsPerSecond single precision operations of independent multiply-adds, two each
 */
public record Roofline(double bytesPerSecond, double flopsPerSecond) {

  /**
   * Operations of one voxel update: 3 for the row and its fraction, 4 to interpolate and add, and a
   * share of the blend of two detector columns.
   */
  private static final double FLOPS_PER_UPDATE = 10;

  public Roofline {
    if (!(bytesPerSecond > 0) || !(flopsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "roofs of " + bytesPerSecond + " bytes/s and " + flopsPerSecond + " operations/s");
    }
  }

  /**
   * Returns the part of the attainable speed that a back-projection reached: the time that its
   * bytes or its operations need at least, whichever is longer, over the time that it took.
   */
  public double fraction(ReconstructionFigures figures) {
    if (!(figures.backProjectionSeconds() > 0)) {
      return 0;
    }
    double updates = (double) figures.voxelsSeen() * figures.views();
    double least =
        Math.max(
            figures.bytesMoved() / bytesPerSecond, updates * FLOPS_PER_UPDATE / flopsPerSecond);
    return least / figures.backProjectionSeconds();
  }
}
