package org.rotavox.dataset.codec;

import java.util.Random;

/** Images as they come: noise, and the flat ones that compress to a few bits a row. */
public final class GreyImages {

  /** Kinds of images. */
  public enum Kind {
    NOISE,
    SMOOTH,
    CONSTANT,
    CONSTANT_ROWS,
    COLLIMATED,
    SATURATED,
    EXTREMES
  }

  private GreyImages() {}

  /** Returns an image of a kind, with all values from 0 to the largest of its bits. */
  public static int[] of(Kind kind, int rows, int columns, int bits, Random random) {
    int largest = (1 << bits) - 1;
    int[] image = new int[rows * columns];
    int constant = random.nextInt(largest + 1);
    int margin = 1 + random.nextInt(4);
    for (int r = 0; r < rows; r++) {
      int ofRow = random.nextInt(largest + 1);
      for (int c = 0; c < columns; c++) {
        boolean border = r < margin || c < margin || r >= rows - margin || c >= columns - margin;
        boolean corner = Math.min(r, rows - 1 - r) + Math.min(c, columns - 1 - c) < 3 * margin;
        double wave = 0.5 + 0.5 * Math.sin(r * 0.31 + c * 0.17);
        int smooth = Math.max(0, Math.min(largest, (int) (wave * largest) + random.nextInt(3) - 1));
        image[r * columns + c] =
            switch (kind) {
              case NOISE -> random.nextInt(largest + 1);
              case SMOOTH -> smooth;
              case CONSTANT -> constant;
              case CONSTANT_ROWS -> ofRow;
              case COLLIMATED -> corner ? 0 : smooth;
              case SATURATED -> border ? largest : smooth;
              case EXTREMES -> random.nextBoolean() ? 0 : largest;
            };
      }
    }
    return image;
  }
}
