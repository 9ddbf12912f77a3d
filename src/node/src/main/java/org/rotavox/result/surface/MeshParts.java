package org.rotavox.result.surface;

import java.util.Arrays;

/** The connected parts of a mesh; drops those that are too small to be anything but noise. */
public final class MeshParts {

  private final TriangleMesh mesh;
  private final int[] parent;

  private MeshParts(TriangleMesh mesh) {
    this.mesh = mesh;
    this.parent = new int[mesh.vertexCount()];
    Arrays.setAll(parent, n -> n);
    for (int t = 0; t < mesh.triangleCount(); t++) {
      join(mesh.corner(t, 0), mesh.corner(t, 1));
      join(mesh.corner(t, 1), mesh.corner(t, 2));
    }
  }

  /**
   * Returns the mesh without parts whose enclosed volume, or for cavities the volume of the hole,
   * is below a limit.
   *
   * @param minVolumeMm3 smallest volume that stays; 0 keeps everything
   */
  public static TriangleMesh withoutSpecks(TriangleMesh mesh, double minVolumeMm3) {
    return new MeshParts(mesh).keep(minVolumeMm3);
  }

  private TriangleMesh keep(double minVolumeMm3) {
    double[] volumes = new double[parent.length];
    for (int t = 0; t < mesh.triangleCount(); t++) {
      volumes[root(mesh.corner(t, 0))] += mesh.signedVolumeMm3(t);
    }
    int[] renumbered = new int[parent.length];
    float[] points = new float[mesh.coordinates().length];
    int vertices = 0;
    for (int v = 0; v < parent.length; v++) {
      boolean kept = Math.abs(volumes[root(v)]) >= minVolumeMm3;
      renumbered[v] = kept ? vertices : -1;
      if (kept) {
        System.arraycopy(mesh.coordinates(), 3 * v, points, 3 * vertices, 3);
        vertices++;
      }
    }
    int[] corners = new int[mesh.corners().length];
    int length = 0;
    for (int corner : mesh.corners()) {
      if (renumbered[corner] >= 0) {
        corners[length++] = renumbered[corner];
      }
    }
    return new TriangleMesh(Arrays.copyOf(points, 3 * vertices), Arrays.copyOf(corners, length));
  }

  private int root(int vertex) {
    int v = vertex;
    while (parent[v] != v) {
      parent[v] = parent[parent[v]];
      v = parent[v];
    }
    return v;
  }

  private void join(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA != rootB) {
      parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }
  }
}
