package org.rotavox.dataset.codec;

import java.util.function.BiFunction;

/**
 * Coding parameters of a JPEG-LS scan (ISO 14495-1 C.2.4.1.1).
 *
 * @param largest the largest sample value (MAXVAL)
 * @param near the largest error of a sample; 0 = lossless
 * @param t1 first threshold of the gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset after how many occurrences the statistics of a context are halved
 */
record JpegLsParameters(int largest, int near, int t1, int t2, int t3, int reset) {

  private static final int DEFAULT_RESET = 64;

  /**
   * Returns the parameters of a scan; those that are 0 have their defaults (C.2.4.1.1.1).
   *
   * @param precision bits of a sample
   * @param preset what an LSE segment said: MAXVAL, T1, T2, T3, RESET; zeros = nothing
   */
  static JpegLsParameters of(int precision, int near, int[] preset) throws CodecException {
    return of(precision, near, preset, JpegLsParameters::thresholds);
  }

  /**
   * Returns the parameters with the defaults of CharLS 1, which DCMTK writes: for fewer than 8 bits
   * it computes the thresholds as for more, and says nothing of it.
   */
  static JpegLsParameters asCharLs1(int precision, int near, int[] preset) throws CodecException {
    return of(precision, near, preset, JpegLsParameters::thresholdsOfWideRange);
  }

  private static JpegLsParameters of(
      int precision, int near, int[] preset, BiFunction<Integer, Integer, int[]> defaultThresholds)
      throws CodecException {
    int largest = preset[0] > 0 ? preset[0] : (1 << precision) - 1;
    if (near > Math.min(255, largest / 2)) {
      throw new CodecException("JPEG-LS with a largest error of " + near + " of " + largest);
    }
    int[] defaults = defaultThresholds.apply(largest, near);
    int t1 = preset[1] > 0 ? preset[1] : defaults[0];
    int t2 = preset[2] > 0 ? preset[2] : defaults[1];
    int t3 = preset[3] > 0 ? preset[3] : defaults[2];
    int reset = preset[4] > 0 ? preset[4] : DEFAULT_RESET;
    boolean ordered = t1 >= near + 1 && t2 >= t1 && t3 >= t2 && t3 <= largest;
    if (largest >= 1 << precision || !ordered || reset < 3) {
      throw new CodecException(
          "JPEG-LS presets that do not fit "
              + precision
              + " bits: MAXVAL "
              + largest
              + ", T "
              + t1
              + ", "
              + t2
              + ", "
              + t3
              + ", RESET "
              + reset);
    }
    return new JpegLsParameters(largest, near, t1, t2, t3, reset);
  }

  private static int[] thresholds(int largest, int near) {
    if (largest >= 128) {
      return thresholdsOfWideRange(largest, near);
    }
    int factor = 256 / (largest + 1);
    int t1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, largest);
    int t2 = clamp(Math.max(3, 7 / factor + 5 * near), t1, largest);
    int t3 = clamp(Math.max(4, 21 / factor + 7 * near), t2, largest);
    return new int[] {t1, t2, t3};
  }

  private static int[] thresholdsOfWideRange(int largest, int near) {
    int factor = (Math.min(largest, 4095) + 128) / 256;
    int t1 = clamp(factor + 2 + 3 * near, near + 1, largest);
    int t2 = clamp(factor * 4 + 3 + 5 * near, t1, largest);
    int t3 = clamp(factor * 17 + 4 + 7 * near, t2, largest);
    return new int[] {t1, t2, t3};
  }

  /** Figure C.3. */
  private static int clamp(int value, int least, int largest) {
    return value > largest || value < least ? least : value;
  }

  /** Number of different prediction errors (RANGE). */
  int range() {
    return (largest + 2 * near) / step() + 1;
  }

  /** How far reconstructed errors lie apart. */
  int step() {
    return 2 * near + 1;
  }

  /** Bits of a prediction error (qbpp). */
  int errorBits() {
    return bits(range());
  }

  /** Longest code (LIMIT, A.2.1). */
  int limit() {
    int sampleBits = Math.max(2, bits(largest + 1));
    return 2 * (sampleBits + Math.max(8, sampleBits));
  }

  /** The logarithm to base 2, rounded up. */
  private static int bits(int values) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
  }
}
