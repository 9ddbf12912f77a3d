package org.rotavox.result.surface;

import java.util.Arrays;

/**
 * Reduces a closed mesh to a number of triangles by collapsing edges, the least harmful first
 * ({@link Quadrics}), in rounds: each round prices all edges, and collapses the cheapest quarter of
 * them in the order of their price, but no vertex twice. A price depends on the two vertices of its
 * edge alone, so that none is outdated when its turn comes, and the pricing is shared by all cores.
 *
 * <p>The mesh stays watertight and manifold: an edge is collapsed only if its ends have exactly two
 * common neighbours, and only if no triangle turns over. The same mesh gives the same result on any
 * number of cores.
 */
public final class Decimation {

  /** A triangle may turn by at most about 78° in one collapse. */
  private static final double MIN_COSINE = 0.2;

  /** Of all edges, this part is considered in one round; when nothing goes any more, all. */
  private static final int PART_OF_EDGES = 4;

  private final int[] corners;
  private final float[] points;
  private final Quadrics quadrics;
  private final int[][] trianglesOf;
  private final int[] triangleCounts;
  private final int[] marks;
  private int mark;
  private int alive;

  /** The round in which a vertex was last moved or removed. */
  private final int[] touched;

  private final EdgePrices prices;
  private final Quadrics.Solver solver;
  private final double[] place = new double[3];
  private final double[] before = new double[3];
  private final double[] after = new double[3];

  private Decimation(TriangleMesh mesh, int threads) {
    this.corners = mesh.corners().clone();
    this.points = mesh.coordinates().clone();
    this.quadrics = new Quadrics(mesh);
    this.solver = quadrics.solver(points);
    this.touched = new int[mesh.vertexCount()];
    this.marks = new int[mesh.vertexCount()];
    this.triangleCounts = new int[mesh.vertexCount()];
    this.trianglesOf = new int[mesh.vertexCount()][];
    this.alive = mesh.triangleCount();
    this.prices = new EdgePrices(corners, points, quadrics, threads);
    collectTriangles();
  }

  /**
   * Returns a mesh with at most this many triangles, or as few as can be reached without damage.
   *
   * @param targetTriangles greatest number of triangles
   * @param threads threads that work at the same time; the result does not depend on them
   */
  public static TriangleMesh reduce(TriangleMesh mesh, int targetTriangles, int threads) {
    return mesh.triangleCount() <= targetTriangles
        ? mesh
        : new Decimation(mesh, threads).run(targetTriangles);
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
    int part = PART_OF_EDGES;
    boolean stuck = false;
    for (int round = 1; alive > target && !stuck; round++) {
      int aliveBefore = alive;
      for (long edge : prices.cheapest(part)) {
        if (alive <= target) {
          break;
        }
        collapseIfHarmless(EdgePrices.corner(edge), round);
      }
      boolean nothing = alive == aliveBefore;
      stuck = nothing && part == 1;
      part = nothing ? 1 : PART_OF_EDGES;
    }
    return compact();
  }

  private void collapseIfHarmless(int corner, int round) {
    int kept = corners[corner];
    int gone = kept < 0 ? -1 : corners[EdgePrices.next(corner)];
    if (gone < 0 || touched[kept] == round || touched[gone] == round) {
      return;
    }
    if (hasTwoCommonNeighbours(kept, gone)) {
      solver.meetingPoint(kept, gone, place);
      if (keepsOrientation(kept, gone) && keepsOrientation(gone, kept)) {
        collapse(kept, gone);
        touched[kept] = round;
        touched[gone] = round;
      }
    }
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
    corners[3 * t + 1] = -1;
    corners[3 * t + 2] = -1;
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
    int[] renumbered = new int[touched.length];
    Arrays.fill(renumbered, -1);
    float[] keptPoints = new float[points.length];
    int[] keptCorners = new int[3 * alive];
    int vertices = 0;
    int length = 0;
    for (int n = 0; n < corners.length; n++) {
      if (corners[n] < 0) {
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
