package org.rotavox.recon.detector;

import java.util.Arrays;
import org.rotavox.geometry.DetectorGrid;

/**
 * Samples a view on a virtual detector whose rows and columns are parallel to the real ones, as on
 * an ideal circle that is not tilted: the real column depends on U alone and the real row on V
 * alone, so that two interpolations of one dimension do what {@link Rectification} does with one of
 * two. Several times as fast, and equal to rounding.
 */
final class SeparableSampling {

  /** Virtual rows that are turned into columns together: a cache line. */
  private static final int BLOCK = 16;

  /** Pixels by which a real row or column may be missed. */
  private static final double TOLERANCE_PIXELS = 1e-4;

  private final double[][] map;
  private final DetectorGrid detector;
  private final int mergedRows;
  private final int[] columns;
  private final float[] parts;

  /**
   * @param map homogeneous real (column, row, 1) = map · (U, V, 1)
   * @param columns virtual columns
   * @param mergedRows real rows of a virtual one
   */
  SeparableSampling(double[][] map, DetectorGrid detector, int columns, int mergedRows) {
    this.map = map;
    this.detector = detector;
    this.mergedRows = mergedRows;
    this.columns = new int[columns];
    this.parts = new float[columns];
    for (int u = 0; u < columns; u++) {
      double at =
          Rectification.clamped((map[0][0] * u + map[0][2]) / map[2][2], detector.columns() - 1.0);
      this.columns[u] = Math.min(detector.columns() - 2, (int) at);
      this.parts[u] = (float) (at - this.columns[u]);
    }
  }

  /**
   * Returns whether a map keeps rows and columns parallel, over a virtual detector of this size.
   */
  static boolean fits(double[][] map, int columns, int rows) {
    double most = TOLERANCE_PIXELS * Math.abs(map[2][2]);
    double bent = Math.abs(map[2][0]) * columns + Math.abs(map[2][1]) * rows;
    return Math.abs(map[0][1]) * rows < most
        && Math.abs(map[1][0]) * columns < most
        && bent * Math.max(columns, rows) < most;
  }

  /**
   * Samples.
   *
   * @param image rows·columns of the real detector
   * @param rows virtual rows
   * @param out receives columns·rows values, column by column
   * @param offset where in {@code out} to begin
   */
  void sample(float[] image, int rows, float[] out, int offset) {
    float[] block = new float[BLOCK * columns.length];
    Lines lines = new Lines(image);
    for (int first = 0; first < rows; first += BLOCK) {
      int count = Math.min(BLOCK, rows - first);
      for (int n = 0; n < count; n++) {
        across(lines.at(first + n), block, n * columns.length);
      }
      for (int u = 0; u < columns.length; u++) {
        int to = offset + u * rows + first;
        for (int n = 0; n < count; n++) {
          out[to + n] = block[n * columns.length + u];
        }
      }
    }
  }

  private void across(float[] line, float[] block, int to) {
    float factor = (float) (1 / (map[2][2] * map[2][2] * mergedRows));
    for (int u = 0; u < columns.length; u++) {
      float left = line[columns[u]];
      block[to + u] = factor * (left + parts[u] * (line[columns[u] + 1] - left));
    }
  }

  /** The real image along one virtual row after the other. */
  private final class Lines {

    private final float[] image;
    private final int width = detector.columns();
    private final float[] sum = new float[width];
    private float[] upper = new float[width];
    private float[] lower = new float[width];
    private int upperRow = -2;

    Lines(float[] image) {
      this.image = image;
    }

    /** Returns the sum of the rows that are merged into a virtual row; the same array each time. */
    float[] at(int v) {
      Arrays.fill(sum, 0);
      for (int part = 0; part < mergedRows; part++) {
        double row = v + (part - (mergedRows - 1) / 2.0) / mergedRows;
        add((map[1][1] * row + map[1][2]) / map[2][2]);
      }
      return sum;
    }

    private void add(double rowAt) {
      double row = Rectification.clamped(rowAt, detector.rows() - 1.0);
      int r = Math.min(detector.rows() - 2, (int) row);
      take(r);
      blend((float) (row - r), upper, lower, sum);
    }

    /** Rows are copied out: loops over arrays of their own become vector instructions. */
    private void take(int r) {
      if (r == upperRow) {
        return;
      }
      if (r == upperRow + 1) {
        float[] free = upper;
        upper = lower;
        lower = free;
      } else {
        System.arraycopy(image, r * width, upper, 0, width);
      }
      System.arraycopy(image, (r + 1) * width, lower, 0, width);
      upperRow = r;
    }
  }

  private static void blend(float part, float[] upper, float[] lower, float[] sum) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] += upper[c] + part * (lower[c] - upper[c]);
    }
  }
}
