package org.rotavox.dataset.codec;

/**
 * The inverse discrete cosine transform of 8 × 8 coefficients (ISO 10918-1 A.3.3) in integers, by
 * the factorization of Loeffler, Ligtenberg and Moschytz (ICASSP 1989, figure 1) with 11
 * multiplications a line, columns first.
 *
 * <p>Constants have 13 bits behind the point, and the intermediate result 2 (12-bit samples: 1):
 * the accuracy that the common libraries have, so that results are equal to theirs bit by bit.
 */
final class InverseDct {

  private static final int SIDE = 8;
  private static final int CONSTANT_BITS = 13;

  /** √2·cos(6π/16), and what the even half's rotation adds to it. */
  private static final int ROTATION_6 = fixed(0.541196100);

  private static final int ROTATION_6_SUM = fixed(0.765366865);
  private static final int ROTATION_6_DIFFERENCE = fixed(1.847759065);

  private static final int ROTATION_3 = fixed(1.175875602);
  private static final int PAIR_17 = fixed(0.899976223);
  private static final int PAIR_35 = fixed(2.562915447);
  private static final int PAIR_37 = fixed(1.961570560);
  private static final int PAIR_15 = fixed(0.390180644);
  private static final int OF_1 = fixed(1.501321110);
  private static final int OF_3 = fixed(3.072711026);
  private static final int OF_5 = fixed(2.053119869);
  private static final int OF_7 = fixed(0.298631336);

  private final int passBits;
  private final int largest;
  private final int middle;
  private final int[] line = new int[SIDE];

  /**
   * @param precision bits of a sample: 8 or 12
   */
  InverseDct(int precision) {
    this.passBits = precision > 8 ? 1 : 2;
    this.largest = (1 << precision) - 1;
    this.middle = 1 << (precision - 1);
  }

  private static int fixed(double constant) {
    return (int) Math.round(constant * (1 << CONSTANT_BITS));
  }

  /** Turns dequantized coefficients, row by row, into samples, in place. */
  void apply(int[] block) {
    for (int column = 0; column < SIDE; column++) {
      transform(block, column, SIDE, CONSTANT_BITS - passBits);
    }
    for (int row = 0; row < SIDE; row++) {
      transform(block, row * SIDE, 1, CONSTANT_BITS + passBits + 3);
    }
    for (int i = 0; i < block.length; i++) {
      block[i] = Math.max(0, Math.min(largest, block[i] + middle));
    }
  }

  private void transform(int[] block, int first, int step, int shift) {
    for (int i = 0; i < SIDE; i++) {
      line[i] = block[first + i * step];
    }
    int rotated = (line[2] + line[6]) * ROTATION_6;
    int low = rotated - line[6] * ROTATION_6_DIFFERENCE;
    int high = rotated + line[2] * ROTATION_6_SUM;
    int sum = (line[0] + line[4]) << CONSTANT_BITS;
    int difference = (line[0] - line[4]) << CONSTANT_BITS;

    int turned = (line[7] + line[3] + line[5] + line[1]) * ROTATION_3;
    int pair37 = turned - (line[7] + line[3]) * PAIR_37;
    int pair15 = turned - (line[5] + line[1]) * PAIR_15;
    int pair17 = -(line[7] + line[1]) * PAIR_17;
    int pair35 = -(line[5] + line[3]) * PAIR_35;
    int of7 = line[7] * OF_7 + pair17 + pair37;
    int of5 = line[5] * OF_5 + pair35 + pair15;
    int of3 = line[3] * OF_3 + pair35 + pair37;
    int of1 = line[1] * OF_1 + pair17 + pair15;

    int half = 1 << (shift - 1);
    put(block, first, step, 0, sum + high + half, of1, shift);
    put(block, first, step, 1, difference + low + half, of3, shift);
    put(block, first, step, 2, difference - low + half, of5, shift);
    put(block, first, step, 3, sum - high + half, of7, shift);
  }

  /** A line is symmetric but for the sign of what the odd coefficients add. */
  private static void put(
      int[] block, int first, int step, int place, int even, int odd, int shift) {
    block[first + place * step] = (even + odd) >> shift;
    block[first + (SIDE - 1 - place) * step] = (even - odd) >> shift;
  }
}
