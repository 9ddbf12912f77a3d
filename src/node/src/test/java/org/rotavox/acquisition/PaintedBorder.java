package org.rotavox.acquisition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/**
 * A border painted into the stored pixels of a simulated run of 16 bits, as blades, round corners
 * or padding leave it there; the header says nothing of it.
 *
 * @param shape which part of the image stays open
 * @param width pixels from the rim to the edge, where the shape is narrowest
 * @param ramp pixels over which the border passes into the picture
 * @param fill what the border holds
 */
record PaintedBorder(Shape shape, int width, int ramp, Fill fill) {

  enum Shape {
    LEFT,
    COLUMNS,
    ROWS,
    FRAME,
    CORNERS,
    CIRCLE,
    OCTAGON;

    /** How many pixels inside of the edge a pixel lies; negative outside. */
    double inside(double c, double r, int columns, int rows, int width) {
      double left = c + 0.5 - width;
      double right = columns - c - 0.5 - width;
      double upper = r + 0.5 - width;
      double lower = rows - r - 0.5 - width;
      double x = Math.abs(c - (columns - 1) / 2.0);
      double y = Math.abs(r - (rows - 1) / 2.0);
      double frame = Math.min(Math.min(left, right), Math.min(upper, lower));
      double corners = ((columns + rows) / 2.0 - 3 * width - x - y) / Math.sqrt(2);
      return switch (this) {
        case LEFT -> left;
        case COLUMNS -> Math.min(left, right);
        case ROWS -> Math.min(upper, lower);
        case FRAME -> frame;
        case CORNERS -> corners;
        case CIRCLE -> Math.min(columns, rows) / 2.0 - width - Math.hypot(x, y);
        case OCTAGON ->
            Math.min(
                frame,
                (Math.min(columns, rows) / 2.0 - width) * (2 - 0.585) / Math.sqrt(2)
                    - (x + y) / Math.sqrt(2));
      };
    }
  }

  enum Fill {
    ZERO,
    DARK_VALUE,
    BRIGHTEST_VALUE,
    /** Follows the exposure of the frame, with noise. */
    SCATTER,
    /** The same, three times as much, brighter beside the picture. */
    STRONG_SCATTER
  }

  /** Paints it over all frames of a file with native pixels in 16 bits, at the file's end. */
  void paint(Path file) throws IOException {
    DataSet header = DicomFile.read(file).dataSet();
    int columns = header.getInt(Tag.Columns, 0);
    int rows = header.getInt(Tag.Rows, 0);
    int frames = header.getInt(Tag.NumberOfFrames, 1);
    int highest = (1 << header.getInt(Tag.BitsStored, 16)) - 1;
    byte[] bytes = Files.readAllBytes(file);
    int pixels = columns * rows;
    int start = bytes.length - 2 * pixels * frames;
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(31L * width + ramp);
    for (int frame = 0; frame < frames; frame++) {
      int from = start + 2 * pixels * frame;
      double exposure = exposure(values, from, pixels);
      for (int i = 0; i < pixels; i++) {
        int row = i / columns;
        double inside = shape.inside(i % columns, row, columns, rows, width);
        double open = Math.max(0, Math.min(1, inside < 0 ? 0 : (inside + 0.5) / (ramp + 1)));
        int old = values.getShort(from + 2 * i) & 0xFFFF;
        double value = open * old + (1 - open) * filled(exposure, highest, -inside, random);
        values.putShort(
            from + 2 * i, (short) (int) Math.rint(Math.max(0, Math.min(highest, value))));
      }
    }
    Files.write(file, bytes);
  }

  private static double exposure(ByteBuffer values, int from, int pixels) {
    double sum = 0;
    for (int i = 0; i < pixels; i++) {
      sum += values.getShort(from + 2 * i) & 0xFFFF;
    }
    return sum / pixels;
  }

  private double filled(double exposure, int highest, double depth, Random random) {
    double level =
        switch (fill) {
          case ZERO -> 0;
          case DARK_VALUE -> 300;
          case BRIGHTEST_VALUE -> highest;
          case SCATTER -> 0.02 * exposure;
          case STRONG_SCATTER -> 0.06 * exposure * (1 + 0.3 * Math.exp(-Math.max(0, depth) / 6));
        };
    boolean noisy = fill == Fill.SCATTER || fill == Fill.STRONG_SCATTER;
    return noisy ? level + Math.sqrt(level) * random.nextGaussian() : level;
  }
}
