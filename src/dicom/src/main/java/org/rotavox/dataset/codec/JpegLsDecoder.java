package org.rotavox.dataset.codec;

import java.util.Arrays;

/**
 * JPEG-LS of one component, lossless and near-lossless (ISO 14495-1 annex A): every sample is
 * predicted from four neighbours; the error is Golomb-coded by the statistics of its context. Even
 * places are coded as runs.
 */
final class JpegLsDecoder {

  /** Contexts of the regular mode: 81·4 + 9·4 + 4 at most, and two of run interruptions. */
  private static final int CONTEXTS = 365;

  private static final int MOST_BIAS = 127;
  private static final int LEAST_BIAS = -128;

  /** Lengths of runs, as powers of two (A.2.1, J). */
  private static final int[] RUN_BITS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final JpegLsParameters parameters;
  private final JpegLsBits bits;
  private final int near;
  private final int columns;
  private final int[] magnitudes = new int[CONTEXTS + 2];
  private final int[] occurrences = new int[CONTEXTS + 2];
  private final int[] negatives = new int[2];
  private final int[] errors = new int[CONTEXTS];
  private final int[] biases = new int[CONTEXTS];

  /** The row above and this one, each with one sample before and one behind. */
  private int[] above;

  private int[] row;
  private int runIndex;

  JpegLsDecoder(JpegLsParameters parameters, JpegLsBits bits, int columns) {
    this.parameters = parameters;
    this.bits = bits;
    this.near = parameters.near();
    this.columns = columns;
    this.above = new int[columns + 2];
    this.row = new int[columns + 2];
    restart();
  }

  /** Forgets all statistics and the row above, as at the beginning of a scan. */
  void restart() {
    Arrays.fill(magnitudes, Math.max(2, (parameters.range() + 32) / 64));
    Arrays.fill(occurrences, 1);
    Arrays.fill(negatives, 0);
    Arrays.fill(errors, 0);
    Arrays.fill(biases, 0);
    Arrays.fill(above, 0);
    Arrays.fill(row, 0);
    runIndex = 0;
  }

  /** Decodes one row. */
  void decodeRow(int[] samples, int from) throws CodecException {
    int[] last = above;
    above = row;
    row = last;
    above[columns + 1] = above[columns];
    row[0] = above[1];
    int x = 1;
    while (x <= columns) {
      int a = row[x - 1];
      int b = above[x];
      int c = above[x - 1];
      int d1 = above[x + 1] - b;
      int d2 = b - c;
      int d3 = c - a;
      if (isEven(d1) && isEven(d2) && isEven(d3)) {
        x = decodeRun(x);
      } else {
        row[x] = decodeRegular(a, b, c, quantized(d1) * 81 + quantized(d2) * 9 + quantized(d3));
        x++;
      }
    }
    System.arraycopy(row, 1, samples, from, columns);
  }

  private boolean isEven(int gradient) {
    return gradient <= near && gradient >= -near;
  }

  /** Figure A.4. */
  private int quantized(int gradient) {
    int size = Math.abs(gradient);
    int level;
    if (size <= near) {
      return 0;
    } else if (size < parameters.t1()) {
      level = 1;
    } else if (size < parameters.t2()) {
      level = 2;
    } else {
      level = size < parameters.t3() ? 3 : 4;
    }
    return gradient < 0 ? -level : level;
  }

  private int decodeRegular(int a, int b, int c, int signedContext) throws CodecException {
    int sign = signedContext < 0 ? -1 : 1;
    int context = Math.abs(signedContext);
    int predicted = bounded(median(a, b, c) + sign * biases[context]);
    int n = occurrences[context];
    int k = golombParameter(n, magnitudes[context]);
    int mapped = bits.golomb(k, parameters.limit(), parameters.errorBits());
    int error = (mapped & 1) == 0 ? mapped >> 1 : -((mapped + 1) >> 1);
    if (near == 0 && k == 0 && 2 * errors[context] <= -n) {
      error = -error - 1;
    }
    update(context, error);
    return reconstructed(predicted, sign * error);
  }

  private static int median(int a, int b, int c) {
    int least = Math.min(a, b);
    int most = Math.max(a, b);
    if (c >= most) {
      return least;
    }
    return c <= least ? most : a + b - c;
  }

  private int bounded(int value) {
    return Math.max(0, Math.min(parameters.largest(), value));
  }

  private static int golombParameter(int n, int magnitude) throws CodecException {
    int k = 0;
    while ((n << k) < magnitude) {
      if (++k > 24) {
        throw new CodecException("JPEG-LS data whose statistics grow beyond any image");
      }
    }
    return k;
  }

  /** A.6.1 and A.6.2. */
  private void update(int context, int error) {
    int sum = errors[context] + error * parameters.step();
    int magnitude = magnitudes[context] + Math.abs(error);
    int n = occurrences[context];
    if (n == parameters.reset()) {
      magnitude >>= 1;
      sum >>= 1;
      n >>= 1;
    }
    n++;
    if (sum <= -n) {
      sum = Math.max(sum + n, 1 - n);
      biases[context] = Math.max(LEAST_BIAS, biases[context] - 1);
    } else if (sum > 0) {
      sum = Math.min(sum - n, 0);
      biases[context] = Math.min(MOST_BIAS, biases[context] + 1);
    }
    errors[context] = sum;
    magnitudes[context] = magnitude;
    occurrences[context] = n;
  }

  /** A.4.5 and A.5.2 backwards: errors are kept modulo the range. */
  private int reconstructed(int predicted, int error) {
    int value = predicted + error * parameters.step();
    int round = parameters.range() * parameters.step();
    if (value < -near) {
      value += round;
    } else if (value > parameters.largest() + near) {
      value -= round;
    }
    return bounded(value);
  }

  /** A.7.1; returns the place behind the run and the sample that ends it. */
  private int decodeRun(int first) throws CodecException {
    int x = first;
    int value = row[x - 1];
    while (bits.bit() == 1) {
      int whole = 1 << RUN_BITS[runIndex];
      int count = Math.min(whole, columns + 1 - x);
      Arrays.fill(row, x, x + count, value);
      x += count;
      if (count == whole && runIndex < RUN_BITS.length - 1) {
        runIndex++;
      }
      if (x > columns) {
        return x;
      }
    }
    int count = bits.take(RUN_BITS[runIndex]);
    if (count > columns - x) {
      throw new CodecException("JPEG-LS data hold a run beyond the end of its row");
    }
    Arrays.fill(row, x, x + count, value);
    x += count;
    row[x] = decodeInterruption(value, above[x]);
    runIndex = Math.max(0, runIndex - 1);
    return x + 1;
  }

  /** A.7.2. */
  private int decodeInterruption(int a, int b) throws CodecException {
    int type = isEven(a - b) ? 1 : 0;
    int context = CONTEXTS + type;
    int n = occurrences[context];
    int k = golombParameter(n, type == 0 ? magnitudes[context] : magnitudes[context] + (n >> 1));
    int limit = parameters.limit() - RUN_BITS[runIndex] - 1;
    int mapped = bits.golomb(k, limit, parameters.errorBits());
    int odd = (mapped + type) & 1;
    int size = (mapped + type + odd) >> 1;
    boolean expectsNegative = k != 0 || 2 * negatives[type] >= n;
    int error = expectsNegative == (odd == 1) ? -size : size;
    if (error < 0) {
      negatives[type]++;
    }
    magnitudes[context] += (mapped + 1 - type) >> 1;
    if (n == parameters.reset()) {
      magnitudes[context] >>= 1;
      negatives[type] >>= 1;
      n >>= 1;
    }
    occurrences[context] = n + 1;
    int sign = type == 0 && a > b ? -1 : 1;
    return reconstructed(type == 1 ? a : b, sign * error);
  }
}
