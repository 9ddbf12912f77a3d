package org.rotavox.result.surface;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Binary STL: an 80-byte header, the number of triangles, and for each triangle its normal, three
 * corners and two empty bytes, little endian, in millimetres. The header says {@code SPACE=LPS}, by
 * which 3D Slicer knows the axes.
 */
public final class StlFile {

  private static final int HEADER_BYTES = 80;
  private static final int TRIANGLE_BYTES = 50;
  private static final String HEADER = "Rotavox surface, millimetres, SPACE=LPS";

  private StlFile() {}

  /** Returns the size of the file, bytes. */
  public static long sizeBytes(TriangleMesh mesh) {
    return HEADER_BYTES + 4L + (long) TRIANGLE_BYTES * mesh.triangleCount();
  }

  /** Writes or replaces a file. */
  public static void write(TriangleMesh mesh, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      write(mesh, out);
    }
  }

  /** Writes {@link #sizeBytes} bytes; the stream stays open. */
  public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
    ByteBuffer head =
        ByteBuffer.allocate(HEADER_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.put(HEADER.getBytes(StandardCharsets.US_ASCII));
    head.putInt(HEADER_BYTES, mesh.triangleCount());
    out.write(head.array());
    ByteBuffer one = ByteBuffer.allocate(TRIANGLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int t = 0; t < mesh.triangleCount(); t++) {
      one.clear();
      putNormal(mesh, t, one);
      for (int corner = 0; corner < 3; corner++) {
        for (int axis = 0; axis < 3; axis++) {
          one.putFloat(mesh.coordinate(mesh.corner(t, corner), axis));
        }
      }
      one.putShort((short) 0);
      out.write(one.array());
    }
  }

  private static void putNormal(TriangleMesh mesh, int t, ByteBuffer into) {
    double[] u = new double[3];
    double[] v = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double origin = mesh.coordinate(mesh.corner(t, 0), axis);
      u[axis] = mesh.coordinate(mesh.corner(t, 1), axis) - origin;
      v[axis] = mesh.coordinate(mesh.corner(t, 2), axis) - origin;
    }
    double x = u[1] * v[2] - u[2] * v[1];
    double y = u[2] * v[0] - u[0] * v[2];
    double z = u[0] * v[1] - u[1] * v[0];
    double length = Math.sqrt(x * x + y * y + z * z);
    double scale = length > 0 ? 1 / length : 0;
    into.putFloat((float) (x * scale)).putFloat((float) (y * scale)).putFloat((float) (z * scale));
  }
}
