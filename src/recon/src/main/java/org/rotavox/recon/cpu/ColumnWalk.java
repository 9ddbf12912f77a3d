package org.rotavox.recon.cpu;

/**
 * The innermost loops of back-projection: two neighbouring columns of a rectified view are blended
 * into a line, and a column of the volume walks along it with one linear interpolation a voxel.
 *
 * <p>Places on a line are fixed-point numbers with {@value #FRACTION_BITS} binary digits: adding
 * them is exact, and taking the whole part costs a shift where a float would be converted twice. A
 * column of the volume takes two lines at a time, since loading and storing its sums is a third of
 * the work.
 */
final class ColumnWalk {

  private static final int FRACTION_BITS = 32;
  private static final double ONE = 1L << FRACTION_BITS;

  /** The upper bits of the fraction fit a float exactly. */
  private static final int DROPPED_BITS = 8;

  private static final float PER_PART = 1f / (1 << (FRACTION_BITS - DROPPED_BITS));

  private ColumnWalk() {}

  /**
   * Returns an array for lines of at least so many values. Its length is a power of two, so that a
   * masked index needs no check of the bounds.
   */
  static float[] line(int values) {
    return new float[Integer.highestOneBit(Math.max(2, values) - 1) * 2];
  }

  /** Blends two columns between two rows, both included: {@code out = left · a + right · b}. */
  static void blend(float[] a, float[] b, int low, int high, float left, float right, float[] out) {
    for (int v = low; v <= high; v++) {
      out[v] = left * a[v] + right * b[v];
    }
  }

  /** Returns a place on a line as a fixed-point number. */
  static long fixed(double place) {
    return (long) (place * ONE);
  }

  /**
   * Adds {@code count} values of each of two lines, from a place on it on, to sums from {@code at}
   * on.
   *
   * @param line from {@link #line}, as the other; what is walked lies within it
   * @param start place of the first value, fixed-point, from 0
   * @param step from value to value, fixed-point
   */
  static void addTwo(
      float[] line,
      long start,
      long step,
      float[] other,
      long otherStart,
      long otherStep,
      float[] sums,
      int at,
      int count) {
    int mask = line.length - 1;
    int otherMask = other.length - 1;
    long place = start;
    long otherPlace = otherStart;
    for (int k = 0; k < count; k++) {
      int row = (int) (place >>> FRACTION_BITS);
      float part = ((int) place >>> DROPPED_BITS) * PER_PART;
      float value = line[row & mask];
      int otherRow = (int) (otherPlace >>> FRACTION_BITS);
      float otherPart = ((int) otherPlace >>> DROPPED_BITS) * PER_PART;
      float otherValue = other[otherRow & otherMask];
      sums[at + k] +=
          Math.fma(part, line[row + 1 & mask] - value, value)
              + Math.fma(otherPart, other[otherRow + 1 & otherMask] - otherValue, otherValue);
      place += step;
      otherPlace += otherStep;
    }
  }
}
