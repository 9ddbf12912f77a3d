package org.rotavox.result.surface;

/**
 * The sum of squared distances to the planes around each vertex, as a symmetric 4×4 form (Garland
 * and Heckbert 1997, "Surface simplification using quadric error metrics"). Ten numbers for each
 * vertex: xx, xy, xz, xw, yy, yz, yw, zz, zw, ww.
 */
final class Quadrics {

  private static final int TERMS = 10;

  /** Below this determinant, relative to the entries, the best point is not determined. */
  private static final double SINGULAR = 1e-4;

  private final double[] terms;

  Quadrics(TriangleMesh mesh) {
    this.terms = new double[TERMS * mesh.vertexCount()];
    double[] plane = new double[4];
    for (int t = 0; t < mesh.triangleCount(); t++) {
      double weight = plane(mesh, t, plane);
      for (int corner = 0; corner < 3; corner++) {
        add(TERMS * mesh.corner(t, corner), plane, weight);
      }
    }
  }

  /** Sets the unit normal and offset of a triangle's plane; returns its area. */
  private static double plane(TriangleMesh mesh, int t, double[] plane) {
    int a = mesh.corner(t, 0);
    double[] u = new double[3];
    double[] v = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      u[axis] = mesh.coordinate(mesh.corner(t, 1), axis) - mesh.coordinate(a, axis);
      v[axis] = mesh.coordinate(mesh.corner(t, 2), axis) - mesh.coordinate(a, axis);
    }
    plane[0] = u[1] * v[2] - u[2] * v[1];
    plane[1] = u[2] * v[0] - u[0] * v[2];
    plane[2] = u[0] * v[1] - u[1] * v[0];
    double length = Math.sqrt(plane[0] * plane[0] + plane[1] * plane[1] + plane[2] * plane[2]);
    if (length == 0) {
      return 0;
    }
    for (int axis = 0; axis < 3; axis++) {
      plane[axis] /= length;
    }
    plane[3] =
        -(plane[0] * mesh.coordinate(a, 0)
            + plane[1] * mesh.coordinate(a, 1)
            + plane[2] * mesh.coordinate(a, 2));
    return length / 2;
  }

  private void add(int at, double[] plane, double weight) {
    int n = at;
    for (int row = 0; row < 4; row++) {
      for (int column = row; column < 4; column++) {
        terms[n++] += weight * plane[row] * plane[column];
      }
    }
  }

  /** Adds the form of one vertex to that of another. */
  void merge(int into, int from) {
    for (int n = 0; n < TERMS; n++) {
      terms[TERMS * into + n] += terms[TERMS * from + n];
    }
  }

  /** Returns what finds points for one thread; it sees later merges and moves. */
  Solver solver(float[] points) {
    return new Solver(points);
  }

  /** Finds points; with room of its own, for one thread. */
  final class Solver {

    private final float[] points;
    private final double[] sum = new double[TERMS];
    private final double[] candidate = new double[3];

    private Solver(float[] points) {
      this.points = points;
    }

    /**
     * Finds where the vertices of an edge should meet.
     *
     * @param place receives the point
     * @return the error there, mm⁴ (squared distance times area)
     */
    double meetingPoint(int a, int b, double[] place) {
      for (int n = 0; n < TERMS; n++) {
        sum[n] = terms[TERMS * a + n] + terms[TERMS * b + n];
      }
      double scale = Math.max(sum[0], Math.max(sum[4], sum[7]));
      if (!solve(scale, place)) {
        return bestOnEdge(a, b, place);
      }
      double lengthSquared = 0;
      double away = 0;
      for (int axis = 0; axis < 3; axis++) {
        double length = points[3 * a + axis] - points[3 * b + axis];
        double offset = place[axis] - (points[3 * a + axis] + points[3 * b + axis]) / 2;
        lengthSquared += length * length;
        away += offset * offset;
      }
      return away <= lengthSquared ? error(place) : bestOnEdge(a, b, place);
    }

    private boolean solve(double scale, double[] place) {
      double m00 = sum[4] * sum[7] - sum[5] * sum[5];
      double m01 = sum[2] * sum[5] - sum[1] * sum[7];
      double m02 = sum[1] * sum[5] - sum[2] * sum[4];
      double determinant = sum[0] * m00 + sum[1] * m01 + sum[2] * m02;
      if (!(Math.abs(determinant) > SINGULAR * scale * scale * scale)) {
        return false;
      }
      double m11 = sum[0] * sum[7] - sum[2] * sum[2];
      double m12 = sum[1] * sum[2] - sum[0] * sum[5];
      double m22 = sum[0] * sum[4] - sum[1] * sum[1];
      place[0] = -(m00 * sum[3] + m01 * sum[6] + m02 * sum[8]) / determinant;
      place[1] = -(m01 * sum[3] + m11 * sum[6] + m12 * sum[8]) / determinant;
      place[2] = -(m02 * sum[3] + m12 * sum[6] + m22 * sum[8]) / determinant;
      return true;
    }

    /** On a flat or straight piece: the best of both ends and the middle. */
    private double bestOnEdge(int a, int b, double[] place) {
      double best = Double.POSITIVE_INFINITY;
      for (double share = 0.5; share < 2; share += 0.5) {
        double along = share == 1.5 ? 0 : share;
        for (int axis = 0; axis < 3; axis++) {
          candidate[axis] = points[3 * a + axis] * (1 - along) + points[3 * b + axis] * along;
        }
        double error = error(candidate);
        if (error < best) {
          best = error;
          System.arraycopy(candidate, 0, place, 0, 3);
        }
      }
      return best;
    }

    private double error(double[] p) {
      double x = p[0];
      double y = p[1];
      double z = p[2];
      return Math.max(
          0,
          sum[0] * x * x
              + 2 * sum[1] * x * y
              + 2 * sum[2] * x * z
              + 2 * sum[3] * x
              + sum[4] * y * y
              + 2 * sum[5] * y * z
              + 2 * sum[6] * y
              + sum[7] * z * z
              + 2 * sum[8] * z
              + sum[9]);
    }
  }
}
