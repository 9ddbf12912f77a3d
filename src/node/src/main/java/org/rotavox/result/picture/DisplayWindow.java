package org.rotavox.result.picture;

import org.rotavox.recon.ValueScale;

/**
 * A linear grey window (PS3.3 C.11.2.1.2): what is black, what is white.
 *
 * @param name what it is good for, for people
 * @param center middle of the window, in the volume's scale
 * @param width distance from black to white, at least 1
 */
public record DisplayWindow(String name, double center, double width) {

  /** In every window of content the soft tissue keeps this much of the range below itself. */
  private static final double BELOW_TISSUE = 0.15;

  /** A window narrower than this shows nothing but noise (HU). */
  private static final double MIN_WIDTH_HU = 400;

  /** White is never above this (HU): metal does not need grey levels. */
  private static final double MAX_WHITE_HU = 3000;

  public DisplayWindow {
    if (!(width >= 1)) {
      throw new IllegalArgumentException("window width " + width);
    }
  }

  /** Returns the window from a value for black to a value for white. */
  public static DisplayWindow between(String name, double black, double white) {
    double width = Math.max(1, Math.round(white - black));
    return new DisplayWindow(name, Math.round((black + white) / 2), width);
  }

  /**
   * Returns the window that shows what is in the volume: from a little below the soft tissue to the
   * bright end of what is dense (contrast medium, bone, metal); if nothing is dense, the soft
   * tissue alone.
   */
  public static DisplayWindow byContent(ValueHistogram histogram, ValueScale scale) {
    double tissue = histogram.tissueLevel(scale);
    double bright = histogram.percentile(99.9);
    if (scale == ValueScale.HOUNSFIELD) {
      if (bright - tissue < MIN_WIDTH_HU) {
        return between("Soft tissue", tissue - MIN_WIDTH_HU / 2, tissue + MIN_WIDTH_HU / 2);
      }
      bright = Math.min(bright, MAX_WHITE_HU);
      double below = Math.max(100, BELOW_TISSUE * (bright - tissue));
      return between("Bone and vessel", tissue - below, bright);
    }
    double range = Math.max(bright - tissue, 2);
    return between("By content", tissue - BELOW_TISSUE * range, tissue + range);
  }

  /**
   * Returns the window of a maximum intensity projection: it is as bright as its brightest voxels,
   * and black rises to the noise of what lies behind nothing dense.
   */
  public static DisplayWindow ofProjection(ValueHistogram projection, DisplayWindow slices) {
    double black = Math.max(slices.black(), projection.percentile(25));
    double white = Math.max(projection.percentile(99.8), black + slices.width() / 4);
    return between("Maximum", black, white);
  }

  /**
   * Returns true if half of a projection is nearly white in this window: a skull before and behind
   * whatever matters, so that only a slab of the volume should be projected.
   */
  public boolean isFloodedBy(ValueHistogram projection) {
    return projection.percentile(50) > black() + 0.7 * width;
  }

  /** Returns the value for black. */
  public double black() {
    return center - width / 2;
  }

  /** Returns the value for white. */
  public double white() {
    return center + width / 2;
  }

  /** Returns 0 (black) to 255 (white); NaN is black. */
  public int grey(double value) {
    double share = (value - black()) / width;
    return share > 0 ? (int) Math.min(255, Math.round(255 * share)) : 0;
  }
}
