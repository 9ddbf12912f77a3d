package org.rotavox.result.surface;

import java.util.Arrays;

/**
 * Reduces a closed mesh to a number of triangles by collapsing edges, the least harmful first
 * ({@link Quadrics}). It stays watertight and manifold: an edge is collapsed only if its ends have
 * exactly two common neighbours, and only if no triangle turns over.
 */
public final class Decimation {

  /** A triangle may turn by at most about 78° in one collapse. */
  private static final double MIN_COSINE = 0.2;

  private final int[] corners;
  private final float[] points;
  private final Quadrics quadrics;
  private final int[][] trianglesOf;
  private final int[] triangleCounts;
  private final int[] stamps;
  private final int[] marks;
  private int mark;
  private int alive;
  private final EdgeQueue queue;
  private final double[] place = new double[3];

  private Decimation(TriangleMesh mesh) {
    this.corners = mesh.corners().clone();
    this.points = mesh.coordinates().clone();
    this.quadrics = new Quadrics(mesh);
    this.stamps = new int[mesh.vertexCount()];
    this.marks = new int[mesh.vertexCount()];
    this.triangleCounts = new int[mesh.vertexCount()];
    this.trianglesOf = new int[mesh.vertexCount()][];
    this.alive = mesh.triangleCount();
    this.queue = new EdgeQueue(2 * mesh.triangleCount() + 16);
    collectTriangles();
  }

  /**
   * Returns a mesh with at most this many triangles, or as few as can be reached without damage.
   *
   * @param targetTriangles greatest number of triangles
   */
  public static TriangleMesh reduce(TriangleMesh mesh, int targetTriangles) {
    return mesh.triangleCount() <= targetTriangles
        ? mesh
        : new Decimation(mesh).run(targetTriangles);
  }

  private void collectTriangles() {
    for (int corner : corners) {
      triangleCounts[corner]++;
    }
    for (int v = 0; v < trianglesOf.length; v++) {
      trianglesOf[v] = new int[triangleCounts[v]];
      triangleCounts[v] = 0;
    }
    for (int n = 0; n < corners.length; n++) {
      int v = corners[n];
      trianglesOf[v][triangleCounts[v]++] = n / 3;
    }
  }

  private TriangleMesh run(int target) {
    for (int t = 0; t < corners.length; t += 3) {
      queueEdge(corners[t], corners[t + 1], true);
      queueEdge(corners[t + 1], corners[t + 2], true);
      queueEdge(corners[t + 2], corners[t], true);
    }
    while (alive > target && !queue.isEmpty()) {
      int kept = queue.firstFrom();
      int gone = queue.firstTo();
      boolean current =
          stamps[kept] >= 0
              && stamps[gone] >= 0
              && queue.firstStamp() == stamps[kept] + stamps[gone];
      queue.removeFirst();
      if (current && hasTwoCommonNeighbours(kept, gone)) {
        quadrics.meetingPoint(kept, gone, points, place);
        if (keepsOrientation(kept, gone) && keepsOrientation(gone, kept)) {
          collapse(kept, gone);
        }
      }
    }
    return compact();
  }

  /** In a closed mesh every edge comes twice, once in each direction: one of them is enough. */
  private void queueEdge(int a, int b, boolean onlyRising) {
    if (onlyRising && a > b) {
      return;
    }
    double cost = quadrics.meetingPoint(a, b, points, place);
    queue.add((float) cost, a, b, stamps[a] + stamps[b]);
  }

  private boolean hasTwoCommonNeighbours(int a, int b) {
    mark++;
    for (int n = 0; n < triangleCounts[a]; n++) {
      int t = 3 * trianglesOf[a][n];
      marks[corners[t]] = mark;
      marks[corners[t + 1]] = mark;
      marks[corners[t + 2]] = mark;
    }
    marks[a] = 0;
    marks[b] = 0;
    int common = 0;
    boolean thin = false;
    int seen = mark;
    mark++;
    for (int n = 0; n < triangleCounts[b]; n++) {
      int t = 3 * trianglesOf[b][n];
      for (int c = t; c < t + 3; c++) {
        if (marks[corners[c]] == seen) {
          marks[corners[c]] = mark;
          common++;
          thin |= triangleCounts[corners[c]] <= 3;
        }
      }
    }
    return common == 2 && !thin;
  }

  /** Returns whether no triangle at a vertex, but those of the edge, turns over. */
  private boolean keepsOrientation(int moved, int other) {
    double[] before = new double[3];
    double[] after = new double[3];
    for (int n = 0; n < triangleCounts[moved]; n++) {
      int t = 3 * trianglesOf[moved][n];
      int at = corners[t] == moved ? 0 : corners[t + 1] == moved ? 1 : 2;
      int b = corners[t + (at + 1) % 3];
      int c = corners[t + (at + 2) % 3];
      if (b == other || c == other) {
        continue;
      }
      normal(points[3 * moved], points[3 * moved + 1], points[3 * moved + 2], b, c, before);
      normal(place[0], place[1], place[2], b, c, after);
      double dot = before[0] * after[0] + before[1] * after[1] + before[2] * after[2];
      double lengths = length(before) * length(after);
      if (!(dot > MIN_COSINE * lengths)) {
        return false;
      }
    }
    return true;
  }

  private void normal(double x, double y, double z, int b, int c, double[] into) {
    double ux = points[3 * b] - x;
    double uy = points[3 * b + 1] - y;
    double uz = points[3 * b + 2] - z;
    double vx = points[3 * c] - x;
    double vy = points[3 * c + 1] - y;
    double vz = points[3 * c + 2] - z;
    into[0] = uy * vz - uz * vy;
    into[1] = uz * vx - ux * vz;
    into[2] = ux * vy - uy * vx;
  }

  private static double length(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  private void collapse(int kept, int gone) {
    for (int axis = 0; axis < 3; axis++) {
      points[3 * kept + axis] = (float) place[axis];
    }
    quadrics.merge(kept, gone);
    int[] joined = new int[triangleCounts[kept] + triangleCounts[gone]];
    int count = 0;
    for (int n = 0; n < triangleCounts[kept]; n++) {
      int t = trianglesOf[kept][n];
      if (!hasCorner(t, gone)) {
        joined[count++] = t;
      }
    }
    for (int n = 0; n < triangleCounts[gone]; n++) {
      int t = trianglesOf[gone][n];
      if (hasCorner(t, kept)) {
        removeTriangle(t, kept, gone);
      } else {
        replaceCorner(t, gone, kept);
        joined[count++] = t;
      }
    }
    trianglesOf[kept] = joined;
    triangleCounts[kept] = count;
    trianglesOf[gone] = new int[0];
    triangleCounts[gone] = 0;
    stamps[gone] = -1;
    stamps[kept]++;
    for (int n = 0; n < count; n++) {
      int t = 3 * joined[n];
      int at = corners[t] == kept ? 0 : corners[t + 1] == kept ? 1 : 2;
      queueEdge(kept, corners[t + (at + 1) % 3], false);
    }
  }

  private void removeTriangle(int t, int kept, int gone) {
    for (int n = 3 * t; n < 3 * t + 3; n++) {
      int v = corners[n];
      if (v != kept && v != gone) {
        int at = 0;
        while (trianglesOf[v][at] != t) {
          at++;
        }
        trianglesOf[v][at] = trianglesOf[v][--triangleCounts[v]];
      }
    }
    corners[3 * t] = -1;
    alive--;
  }

  private boolean hasCorner(int t, int vertex) {
    return corners[3 * t] == vertex || corners[3 * t + 1] == vertex || corners[3 * t + 2] == vertex;
  }

  private void replaceCorner(int t, int from, int to) {
    for (int n = 3 * t; n < 3 * t + 3; n++) {
      if (corners[n] == from) {
        corners[n] = to;
      }
    }
  }

  private TriangleMesh compact() {
    int[] renumbered = new int[stamps.length];
    Arrays.fill(renumbered, -1);
    float[] keptPoints = new float[points.length];
    int[] keptCorners = new int[3 * alive];
    int vertices = 0;
    int length = 0;
    for (int n = 0; n < corners.length; n++) {
      if (corners[n - n % 3] < 0) {
        continue;
      }
      int v = corners[n];
      if (renumbered[v] < 0) {
        System.arraycopy(points, 3 * v, keptPoints, 3 * vertices, 3);
        renumbered[v] = vertices++;
      }
      keptCorners[length++] = renumbered[v];
    }
    return new TriangleMesh(Arrays.copyOf(keptPoints, 3 * vertices), keptCorners);
  }
}
