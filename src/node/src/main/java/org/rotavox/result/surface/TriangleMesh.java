package org.rotavox.result.surface;

/**
 * A surface of triangles over shared vertices, in patient millimetres (LPS). The corners of a
 * triangle turn counter-clockwise when seen from outside.
 */
public final class TriangleMesh {

  private final float[] coordinates;
  private final int[] corners;

  /**
   * Makes a mesh over these arrays, without a copy.
   *
   * @param coordinates x, y, z of each vertex, millimetres
   * @param corners three vertex indices for each triangle
   */
  public TriangleMesh(float[] coordinates, int[] corners) {
    if (coordinates.length % 3 != 0 || corners.length % 3 != 0) {
      throw new IllegalArgumentException(
          coordinates.length + " coordinates and " + corners.length + " corners");
    }
    this.coordinates = coordinates;
    this.corners = corners;
  }

  /** Returns the number of vertices. */
  public int vertexCount() {
    return coordinates.length / 3;
  }

  /** Returns the number of triangles. */
  public int triangleCount() {
    return corners.length / 3;
  }

  /** Returns a coordinate of a vertex; axis 0 = x, 1 = y, 2 = z. */
  public float coordinate(int vertex, int axis) {
    return coordinates[3 * vertex + axis];
  }

  /** Returns the vertex at a triangle's corner 0, 1 or 2. */
  public int corner(int triangle, int corner) {
    return corners[3 * triangle + corner];
  }

  /** The live coordinates, for the steps in this package. */
  float[] coordinates() {
    return coordinates;
  }

  /** The live corners, for the steps in this package. */
  int[] corners() {
    return corners;
  }

  /** Returns the enclosed volume, mm³: cavities count negative. */
  public double volumeMm3() {
    double sum = 0;
    for (int t = 0; t < triangleCount(); t++) {
      sum += signedVolumeMm3(t);
    }
    return sum;
  }

  /** Returns the volume of the tetrahedron of one triangle and the origin, with its sign. */
  double signedVolumeMm3(int triangle) {
    int a = 3 * corners[3 * triangle];
    int b = 3 * corners[3 * triangle + 1];
    int c = 3 * corners[3 * triangle + 2];
    double bx = coordinates[b];
    double by = coordinates[b + 1];
    double bz = coordinates[b + 2];
    double cx = coordinates[c];
    double cy = coordinates[c + 1];
    double cz = coordinates[c + 2];
    return (coordinates[a] * (by * cz - bz * cy)
            + coordinates[a + 1] * (bz * cx - bx * cz)
            + coordinates[a + 2] * (bx * cy - by * cx))
        / 6;
  }
}
