package org.rotavox.result;

import org.rotavox.recon.Volume;

/**
 * How the volume's values become 16-bit signed integers: value = slope · stored (Rescale Intercept
 * 0). One rule for the whole volume, so that all slices agree.
 *
 * <p>Hounsfield units and their uncalibrated likes are stored in steps of 1. Only if the volume
 * reaches beyond ±32 767, the step grows to 2, 5, 10, … A value that is not finite is stored as the
 * smallest finite one.
 */
final class StoredValues {

  private static final int LIMIT = Short.MAX_VALUE;

  private final double slope;
  private final double fallback;

  private StoredValues(double slope, double fallback) {
    this.slope = slope;
    this.fallback = fallback;
  }

  static StoredValues of(Volume volume) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      for (float value : volume.slice(k)) {
        if (Float.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    }
    if (min > max) {
      return new StoredValues(1, 0);
    }
    return new StoredValues(slopeFor(Math.max(Math.abs(min), Math.abs(max))), min);
  }

  private static double slopeFor(double largest) {
    double decade = 1;
    while (true) {
      for (int step : new int[] {1, 2, 5}) {
        if (largest <= LIMIT * decade * step) {
          return decade * step;
        }
      }
      decade *= 10;
    }
  }

  /** Returns the Rescale Slope; a whole number, so that it is exact as a decimal string. */
  double slope() {
    return slope;
  }

  /** Returns the stored value of a voxel. */
  short stored(float value) {
    double finite = Float.isFinite(value) ? value : fallback;
    return (short) Math.round(finite / slope);
  }

  /** Returns a slice as Pixel Data, little endian, with its smallest and largest stored value. */
  Slice encode(float[] slice) {
    byte[] bytes = new byte[2 * slice.length];
    int min = Short.MAX_VALUE;
    int max = Short.MIN_VALUE;
    for (int n = 0; n < slice.length; n++) {
      short stored = stored(slice[n]);
      bytes[2 * n] = (byte) stored;
      bytes[2 * n + 1] = (byte) (stored >> 8);
      min = Math.min(min, stored);
      max = Math.max(max, stored);
    }
    return new Slice(bytes, min, max);
  }

  /** Pixel Data of one slice with the range of its stored values. */
  static final class Slice {
    private final byte[] pixels;
    private final int smallest;
    private final int largest;

    private Slice(byte[] pixels, int smallest, int largest) {
      this.pixels = pixels;
      this.smallest = smallest;
      this.largest = largest;
    }

    byte[] pixels() {
      return pixels;
    }

    int smallest() {
      return smallest;
    }

    int largest() {
      return largest;
    }
  }
}
