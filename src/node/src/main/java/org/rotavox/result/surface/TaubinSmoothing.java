package org.rotavox.result.surface;

/**
 * Smooths a closed mesh without shrinking it: a step inwards, a slightly larger step outwards
 * (Taubin 1995, "A signal processing approach to fair surface design"). The triangles stay as they
 * are.
 */
public final class TaubinSmoothing {

  private static final double INWARDS = 0.5;
  private static final double OUTWARDS = -0.53;

  private TaubinSmoothing() {}

  /**
   * Returns a smoothed copy.
   *
   * @param rounds number of double steps; 10 removes the steps of the voxels
   */
  public static TriangleMesh smooth(TriangleMesh mesh, int rounds) {
    float[] points = mesh.coordinates().clone();
    float[] sums = new float[points.length];
    int[] neighbours = neighbourCounts(mesh);
    for (int round = 0; round < rounds; round++) {
      step(mesh, points, sums, neighbours, INWARDS);
      step(mesh, points, sums, neighbours, OUTWARDS);
    }
    return new TriangleMesh(points, mesh.corners());
  }

  /** In a closed mesh every vertex starts as many edges of triangles as it has neighbours. */
  private static int[] neighbourCounts(TriangleMesh mesh) {
    int[] counts = new int[mesh.vertexCount()];
    for (int corner : mesh.corners()) {
      counts[corner]++;
    }
    return counts;
  }

  private static void step(
      TriangleMesh mesh, float[] points, float[] sums, int[] neighbours, double factor) {
    java.util.Arrays.fill(sums, 0);
    int[] corners = mesh.corners();
    for (int t = 0; t < corners.length; t += 3) {
      add(points, sums, corners[t], corners[t + 1]);
      add(points, sums, corners[t + 1], corners[t + 2]);
      add(points, sums, corners[t + 2], corners[t]);
    }
    for (int vertex = 0; vertex < neighbours.length; vertex++) {
      if (neighbours[vertex] == 0) {
        continue;
      }
      for (int n = 3 * vertex; n < 3 * vertex + 3; n++) {
        points[n] += (float) (factor * (sums[n] / neighbours[vertex] - points[n]));
      }
    }
  }

  private static void add(float[] points, float[] sums, int vertex, int neighbour) {
    sums[3 * vertex] += points[3 * neighbour];
    sums[3 * vertex + 1] += points[3 * neighbour + 1];
    sums[3 * vertex + 2] += points[3 * neighbour + 2];
  }
}
