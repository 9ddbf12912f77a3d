package org.rotavox.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a slicer for printing reads from a binary STL file: where it lies and how much it encloses.
 *
 * @param triangles number of triangles
 * @param lowMm smallest x, y, z
 * @param highMm largest x, y, z
 * @param volumeMm3 the enclosed volume
 */
record StlBox(int triangles, List<Double> lowMm, List<Double> highMm, double volumeMm3) {

  private static final int HEADER_BYTES = 80;
  private static final int TRIANGLE_BYTES = 50;

  static StlBox read(Path file) throws IOException {
    ByteBuffer stl = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int triangles = stl.getInt(HEADER_BYTES);
    if (stl.limit() != HEADER_BYTES + 4 + (long) TRIANGLE_BYTES * triangles) {
      throw new IOException(stl.limit() + " bytes for " + triangles + " triangles");
    }
    double[] low = new double[3];
    double[] high = new double[3];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    double volume = 0;
    double[] p = new double[9];
    for (int t = 0; t < triangles; t++) {
      for (int n = 0; n < 9; n++) {
        // three floats of the normal stand before the corners
        p[n] = stl.getFloat(HEADER_BYTES + 4 + TRIANGLE_BYTES * t + 4 * (3 + n));
        low[n % 3] = Math.min(low[n % 3], p[n]);
        high[n % 3] = Math.max(high[n % 3], p[n]);
      }
      volume +=
          (p[0] * (p[4] * p[8] - p[5] * p[7])
                  + p[1] * (p[5] * p[6] - p[3] * p[8])
                  + p[2] * (p[3] * p[7] - p[4] * p[6]))
              / 6;
    }
    return new StlBox(
        triangles,
        Arrays.stream(low).boxed().toList(),
        Arrays.stream(high).boxed().toList(),
        volume);
  }

  double centreMm(int axis) {
    return (lowMm.get(axis) + highMm.get(axis)) / 2;
  }

  double extentMm(int axis) {
    return highMm.get(axis) - lowMm.get(axis);
  }
}
