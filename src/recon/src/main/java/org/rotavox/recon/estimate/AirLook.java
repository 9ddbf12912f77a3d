package org.rotavox.recon.estimate;

import org.rotavox.geometry.DetectorGrid;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.chain.AirNormalization;

/**
 * Whether one image shows air beside the object. Air lies at an end of the rows, is as bright as
 * the brightest part of the image, flat, and the same in all rows: the rim of an object that
 * reaches beyond the detector can be the brightest part, but slopes.
 */
public final class AirLook {

  private static final int FEWEST_VIEWS = 3;
  private static final int FEWEST_BLOCKS = 4;

  /** Pixels along an edge of the blocks at the ends of the rows. */
  private static final int BLOCK = 8;

  /** The mean of a block of air differs from the level of the image by this part at most. */
  private static final double SAME_LEVEL = 0.02;

  /** Some part of the image is darker than this part of the level: an object is there. */
  private static final double DARK = 0.6;

  /** Air ends at least this part of the rows, or fills some rows wholly. */
  private static final double LEAST_ROWS = 0.2;

  /** How far the halves of a block of air differ at most, as a part of the level. */
  private static final double FLAT = 0.01;

  /** The same, in standard deviations of the difference. */
  private static final double NOISE_WIDTHS = 3;

  private final DetectorGrid detector;
  private final AirNormalization normalization;

  /** Looks at images of this grid. */
  public AirLook(DetectorGrid detector) {
    this.detector = detector;
    this.normalization = new AirNormalization(detector);
  }

  /** Returns whether a run has enough views, rows and columns to be looked at. */
  static boolean canLookAt(ProjectionStack stack) {
    DetectorGrid detector = stack.trajectory().detector();
    return stack.trajectory().views() >= FEWEST_VIEWS
        && detector.rows() >= FEWEST_BLOCKS * BLOCK
        && detector.columns() >= FEWEST_BLOCKS * BLOCK;
  }

  /**
   * What an image shows.
   *
   * @param level its brightest part, the mean of many blocks; 0 = no radiation at all
   * @param air whether that is air
   */
  public record Seen(double level, boolean air) {}

  /**
   * Looks at an image.
   *
   * @param image rows·columns intensities, row by row; NaN = blanked
   */
  public Seen at(float[] image) {
    double level = normalization.unattenuated(image);
    if (level <= 0) {
      return new Seen(0, false);
    }
    int groups = 0;
    int withAir = 0;
    boolean open = false;
    double darkest = Double.POSITIVE_INFINITY;
    for (int row = 0; row + BLOCK <= detector.rows(); row += BLOCK) {
      int first = firstOpen(image, row, 0, 1);
      int last = firstOpen(image, row, detector.columns() - 1, -1);
      if (last - first + 1 < 2 * BLOCK) {
        continue;
      }
      groups++;
      withAir += isAir(image, row, first, 1, level) || isAir(image, row, last, -1, level) ? 1 : 0;
      boolean allAir = true;
      for (int column = first; column + BLOCK <= last + 1; column += BLOCK) {
        Part block = half(image, row, column, BLOCK);
        darkest = Math.min(darkest, block.mean);
        allAir &= isLevel(block.mean, block.varianceOfMean, level);
      }
      open |= allAir;
    }
    boolean enough = open || (groups > 0 && withAir >= LEAST_ROWS * groups);
    boolean air = enough && darkest < DARK * level;
    return new Seen(level, air);
  }

  /** Returns the first column from an end in which at least half of a group of rows is open. */
  private int firstOpen(float[] image, int row, int from, int step) {
    int column = from;
    while (column >= 0 && column < detector.columns()) {
      int open = 0;
      for (int r = row; r < row + BLOCK; r++) {
        open += image[r * detector.columns() + column] > 0 ? 1 : 0;
      }
      if (2 * open >= BLOCK) {
        return column;
      }
      column += step;
    }
    return from;
  }

  private boolean isAir(float[] image, int row, int end, int inwards, double level) {
    int width = BLOCK / 2;
    int outerAt = inwards > 0 ? end : end - width + 1;
    Part outer = half(image, row, outerAt, width);
    Part inner = half(image, row, outerAt + inwards * width, width);
    double deviation = Math.sqrt(outer.varianceOfMean + inner.varianceOfMean);
    return isLevel((outer.mean + inner.mean) / 2, deviation * deviation / 4, level)
        && Math.abs(outer.mean - inner.mean) <= FLAT * level + NOISE_WIDTHS * deviation;
  }

  private static boolean isLevel(double mean, double varianceOfMean, double level) {
    return Math.abs(mean - level) <= SAME_LEVEL * level + NOISE_WIDTHS * Math.sqrt(varianceOfMean);
  }

  private record Part(double mean, double varianceOfMean) {}

  /** The open pixels of some columns of a group of rows; infinite if none is open. */
  private Part half(float[] image, int row, int column, int width) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int r = row; r < row + BLOCK; r++) {
      for (int c = column; c < column + width; c++) {
        float value = image[r * detector.columns() + c];
        if (value > 0 && value < Float.POSITIVE_INFINITY) {
          sum += value;
          squares += (double) value * value;
          count++;
        }
      }
    }
    if (count == 0) {
      return new Part(Double.POSITIVE_INFINITY, 0);
    }
    double mean = sum / count;
    return new Part(mean, Math.max(0, squares / count - mean * mean) / count);
  }
}
