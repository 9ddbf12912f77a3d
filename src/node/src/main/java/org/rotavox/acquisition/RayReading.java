package org.rotavox.acquisition;

import java.util.Arrays;
import org.rotavox.acquisition.intensity.IntensityScale;

/**
 * Reads line integrals off one stored frame: the mean of a few pixels about a place, against the
 * brightest part of the frame, and how noisy that is.
 */
final class RayReading {

  private static final int AIR_SAMPLES = 4000;
  private static final double AIR_PERCENTILE = 0.97;

  /** The variance of the second difference of second differences of pixels with the variance 1. */
  private static final double MIXED_DIFFERENCE = 36;

  private final int[] values;
  private final int columns;
  private final int rows;
  private final IntensityScale scale;
  private final double air;
  private final int reach;

  private RayReading(int[] values, int columns, int rows, IntensityScale scale, double air) {
    this.values = values;
    this.columns = columns;
    this.rows = rows;
    this.scale = scale;
    this.air = air;
    this.reach = Math.max(1, Math.min(columns, rows) / 128);
  }

  /** Returns the reading of a frame; the values are not copied. */
  static RayReading of(int[] values, int columns, int rows, IntensityScale scale) {
    int stride = Math.max(1, values.length / AIR_SAMPLES);
    float[] samples = new float[(values.length + stride - 1) / stride];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = scale.intensity(values[i * stride]);
    }
    Arrays.sort(samples);
    double air = Math.max(1e-6, samples[(int) (AIR_PERCENTILE * (samples.length - 1))]);
    return new RayReading(values, columns, rows, scale, air);
  }

  /** Returns the attenuation at a place of the stored image. */
  double attenuation(double column, double row) {
    return -Math.log(Math.max(1e-6, mean(column, row)[0] / air));
  }

  /**
   * Returns the variance that noise gives this attenuation. It is measured by what the object
   * leaves at 0 where it changes along rows only, or along columns only: the second difference,
   * down, of second differences across (Immerkær, Fast Noise Variance Estimation, 1996).
   */
  double variance(double column, double row) {
    double[] mean = mean(column, row);
    double squares = 0;
    int count = 0;
    for (int r = Math.max(1, firstRow(row)); r <= Math.min(rows - 2, lastRow(row)); r++) {
      for (int c = Math.max(1, firstColumn(column));
          c <= Math.min(columns - 2, lastColumn(column));
          c++) {
        double d = across(c, r - 1) - 2 * across(c, r) + across(c, r + 1);
        squares += d * d;
        count++;
      }
    }
    double ofPixel = squares / Math.max(1, count) / MIXED_DIFFERENCE;
    return ofPixel * mean[1] / Math.max(1e-12, mean[0] * mean[0]);
  }

  /** The weighted mean intensity about a place, and the share of a pixel's variance in it. */
  private double[] mean(double column, double row) {
    double sum = 0;
    double weights = 0;
    double squares = 0;
    for (int r = firstRow(row); r <= lastRow(row); r++) {
      for (int c = firstColumn(column); c <= lastColumn(column); c++) {
        double weight = (1 + reach - Math.abs(r - row)) * (1 + reach - Math.abs(c - column));
        sum += weight * at(c, r);
        weights += weight;
        squares += weight * weight;
      }
    }
    double total = Math.max(1e-9, weights);
    return new double[] {sum / total, squares / (total * total)};
  }

  private double across(int column, int row) {
    return at(column - 1, row) - 2 * at(column, row) + at(column + 1, row);
  }

  private double at(int column, int row) {
    return scale.intensity(values[row * columns + column]);
  }

  private int firstRow(double row) {
    return Math.max(0, (int) Math.ceil(row - reach));
  }

  private int lastRow(double row) {
    return Math.min(rows - 1, (int) Math.floor(row + reach));
  }

  private int firstColumn(double column) {
    return Math.max(0, (int) Math.ceil(column - reach));
  }

  private int lastColumn(double column) {
    return Math.min(columns - 1, (int) Math.floor(column + reach));
  }
}
