package org.rotavox.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotavox.result.MetaImage;

/**
 * The true object of a phantom: a cube of int16 little endian in HU, x fastest, voxel centres at
 * {@code (i − (size − 1) / 2) · spacing}, LPS, isocentre at the origin.
 */
final class Truth {

  private final int size;
  private final double spacingMm;
  private final short[] hu;

  private Truth(int size, double spacingMm, short[] hu) {
    this.size = size;
    this.spacingMm = spacingMm;
    this.hu = hu;
  }

  /** The truth of the small phantom. */
  static Truth small() throws IOException {
    return read(Path.of("integration-tests/phantoms/small-truth-96x1.6mm.i16"), 96, 1.6);
  }

  private static Truth read(Path file, int size, double spacingMm) throws IOException {
    ShortBuffer shorts =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    short[] hu = new short[size * size * size];
    shorts.get(hu);
    return new Truth(size, spacingMm, hu);
  }

  /** Returns the coordinate of an index along any axis, millimetres. */
  double position(int index) {
    return (index - (size - 1) / 2.0) * spacingMm;
  }

  /** Returns the value of voxel (i, j, k), HU. */
  int at(int i, int j, int k) {
    return hu[(k * size + j) * size + i];
  }

  /**
   * Compares a volume on the same grid inside a sphere about the isocentre.
   *
   * @param radiusMm radius of the sphere
   */
  Difference compare(MetaImage volume, double radiusMm) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size; j++) {
        for (int i = 0; i < size; i++) {
          double r = Math.hypot(Math.hypot(position(i), position(j)), position(k));
          if (r < radiusMm) {
            double difference = volume.at(i, j, k) - at(i, j, k);
            sum += difference;
            squares += difference * difference;
            count++;
          }
        }
      }
    }
    return new Difference(Math.sqrt(squares / count), sum / count);
  }

  /**
   * How far a volume is from the truth.
   *
   * @param rmseHu root mean square of the difference, HU
   * @param biasHu mean of the difference, HU
   */
  record Difference(double rmseHu, double biasHu) {}
}
