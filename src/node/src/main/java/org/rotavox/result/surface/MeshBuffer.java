package org.rotavox.result.surface;

import java.util.Arrays;

/** A mesh that grows, with a limit on its triangles. */
final class MeshBuffer {

  private final int maxTriangles;
  private float[] coordinates = new float[3 * 4096];
  private int[] corners = new int[3 * 8192];
  private int vertices;
  private int triangles;

  MeshBuffer(int maxTriangles) {
    this.maxTriangles = maxTriangles;
  }

  int addVertex(double x, double y, double z) {
    if (3 * (vertices + 1) > coordinates.length) {
      coordinates = Arrays.copyOf(coordinates, 2 * coordinates.length);
    }
    coordinates[3 * vertices] = (float) x;
    coordinates[3 * vertices + 1] = (float) y;
    coordinates[3 * vertices + 2] = (float) z;
    return vertices++;
  }

  void addTriangle(int a, int b, int c) {
    if (triangles == maxTriangles) {
      throw new SurfaceTooLargeException(maxTriangles);
    }
    if (3 * (triangles + 1) > corners.length) {
      corners = Arrays.copyOf(corners, 2 * corners.length);
    }
    corners[3 * triangles] = a;
    corners[3 * triangles + 1] = b;
    corners[3 * triangles + 2] = c;
    triangles++;
  }

  float coordinate(int vertex, int axis) {
    return coordinates[3 * vertex + axis];
  }

  TriangleMesh mesh() {
    return new TriangleMesh(
        Arrays.copyOf(coordinates, 3 * vertices), Arrays.copyOf(corners, 3 * triangles));
  }
}
