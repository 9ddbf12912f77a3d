package org.rotavox.result.surface;

import java.util.HashMap;
import java.util.Map;

/** What a printer needs of a mesh, counted by hand. */
final class MeshChecks {

  private MeshChecks() {}

  /**
   * Returns the number of edges that do not belong to exactly two triangles, once in each
   * direction: 0 for a watertight, consistently turned mesh.
   */
  static int openOrCrowdedEdges(TriangleMesh mesh) {
    Map<Long, Integer> edges = edges(mesh);
    int wrong = 0;
    for (Map.Entry<Long, Integer> edge : edges.entrySet()) {
      long from = edge.getKey() >>> 32;
      long to = edge.getKey() & 0xFFFF_FFFFL;
      if (from == to || edge.getValue() != 1 || edges.getOrDefault(to << 32 | from, 0) != 1) {
        wrong++;
      }
    }
    return wrong;
  }

  /**
   * Returns the number of vertices whose triangles do not form exactly one fan: 0 for a manifold.
   */
  static int pinchedVertices(TriangleMesh mesh) {
    Map<Long, Integer> nextAround = new HashMap<>();
    int[] triangles = new int[mesh.vertexCount()];
    int[] anyNeighbour = new int[mesh.vertexCount()];
    for (int t = 0; t < mesh.triangleCount(); t++) {
      for (int c = 0; c < 3; c++) {
        int center = mesh.corner(t, c);
        int from = mesh.corner(t, (c + 1) % 3);
        nextAround.put((long) center << 32 | from, mesh.corner(t, (c + 2) % 3));
        triangles[center]++;
        anyNeighbour[center] = from;
      }
    }
    int pinched = 0;
    for (int v = 0; v < triangles.length; v++) {
      int steps = 0;
      int at = anyNeighbour[v];
      do {
        at = nextAround.getOrDefault((long) v << 32 | at, -1);
        steps++;
      } while (at >= 0 && at != anyNeighbour[v] && steps <= triangles[v]);
      if (steps != triangles[v] || at < 0) {
        pinched++;
      }
    }
    return pinched;
  }

  /** Returns V − E + F: 2 for each part like a ball, 0 for each part like a ring. */
  static int eulerNumber(TriangleMesh mesh) {
    return mesh.vertexCount() - edges(mesh).size() / 2 + mesh.triangleCount();
  }

  private static Map<Long, Integer> edges(TriangleMesh mesh) {
    Map<Long, Integer> edges = new HashMap<>();
    for (int t = 0; t < mesh.triangleCount(); t++) {
      for (int c = 0; c < 3; c++) {
        long key = (long) mesh.corner(t, c) << 32 | mesh.corner(t, (c + 1) % 3);
        edges.merge(key, 1, Integer::sum);
      }
    }
    return edges;
  }
}
