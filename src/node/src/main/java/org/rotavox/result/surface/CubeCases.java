package org.rotavox.result.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the surface runs through one cube for each of the 256 ways in which its corners can be inside
 * or outside. Derived from three rules instead of a printed table:
 *
 * <ol>
 *   <li>On every face the surface cuts off each run of inside corners separately. The rule looks at
 *       the face alone, so that the two cubes at a face always agree and no hole can arise.
 *   <li>The cuts of the six faces join to closed loops, each crossed edge lying in exactly one.
 *   <li>A loop is split by chords that do not lie in a face, or if there is no such fan, by a point
 *       in its middle: so no edge ever belongs to more than two triangles.
 * </ol>
 *
 * <pre>
 *   corner c = x + 2·y + 4·z                 edge = 4·axis + number
 *        6────7                               axis x: 0–1, 2–3, 4–5, 6–7
 *       /|   /|                               axis y: 0–2, 1–3, 4–6, 5–7
 *      4────5 |                               axis z: 0–4, 1–5, 2–6, 3–7
 *      | 2──|─3
 *      |/   |/
 *      0────1
 * </pre>
 */
final class CubeCases {

  static final int EDGES = 12;

  /** Corners at the lower and upper end of each edge. */
  private static final int[][] ENDS = {
    {0, 1}, {2, 3}, {4, 5}, {6, 7},
    {0, 2}, {1, 3}, {4, 6}, {5, 7},
    {0, 4}, {1, 5}, {2, 6}, {3, 7},
  };

  /** Corners of each face, counter-clockwise seen from outside of the cube. */
  private static final int[][] FACES = {
    {0, 4, 6, 2}, {1, 3, 7, 5},
    {0, 1, 5, 4}, {2, 6, 7, 3},
    {0, 2, 3, 1}, {4, 5, 7, 6},
  };

  private static final CubeCases[] ALL = all();

  private final int[][] loops;
  private final int[] triangles;

  private CubeCases(int[][] loops, int[] triangles) {
    this.loops = loops;
    this.triangles = triangles;
  }

  /** Returns the case of a bit mask of inside corners. */
  static CubeCases of(int insideMask) {
    return ALL[insideMask];
  }

  static int lowerCorner(int edge) {
    return ENDS[edge][0];
  }

  static int upperCorner(int edge) {
    return ENDS[edge][1];
  }

  static int axis(int edge) {
    return edge / 4;
  }

  /** Returns the loops of crossed edges. */
  int[][] loops() {
    return loops;
  }

  /** Returns three numbers for each triangle: an edge, or {@code EDGES + loop} for its middle. */
  int[] triangles() {
    return triangles;
  }

  private static CubeCases[] all() {
    CubeCases[] cases = new CubeCases[256];
    for (int mask = 0; mask < cases.length; mask++) {
      int[][] loops = loops(mask);
      cases[mask] = new CubeCases(loops, triangulate(loops));
    }
    return cases;
  }

  private static int[][] loops(int mask) {
    int[] next = new int[EDGES];
    Arrays.fill(next, -1);
    for (int[] face : FACES) {
      for (int n = 0; n < 4; n++) {
        boolean entry = !inside(mask, face[n]) && inside(mask, face[(n + 1) % 4]);
        if (entry) {
          int last = n + 1;
          while (inside(mask, face[(last + 1) % 4])) {
            last++;
          }
          next[edge(face[n], face[(n + 1) % 4])] = edge(face[last % 4], face[(last + 1) % 4]);
        }
      }
    }
    List<int[]> loops = new ArrayList<>();
    for (int start = 0; start < EDGES; start++) {
      if (next[start] >= 0) {
        loops.add(takeLoop(next, start));
      }
    }
    return loops.toArray(int[][]::new);
  }

  private static int[] takeLoop(int[] next, int start) {
    int[] loop = new int[EDGES];
    int length = 0;
    int edge = start;
    while (next[edge] >= 0) {
      loop[length++] = edge;
      int following = next[edge];
      next[edge] = -1;
      edge = following;
    }
    return Arrays.copyOf(loop, length);
  }

  private static int[] triangulate(int[][] loops) {
    int[] triangles = new int[3 * EDGES];
    int length = 0;
    for (int number = 0; number < loops.length; number++) {
      int[] loop = loops[number];
      int apex = fanApex(loop);
      for (int n = 0; n < loop.length; n++) {
        int a = loop[n];
        int b = loop[(n + 1) % loop.length];
        int tip = apex < 0 ? EDGES + number : loop[apex];
        if (a != tip && b != tip) {
          triangles[length++] = tip;
          triangles[length++] = a;
          triangles[length++] = b;
        }
      }
    }
    return Arrays.copyOf(triangles, length);
  }

  /** Returns a vertex from which no chord lies in a face of the cube; −1 if there is none. */
  private static int fanApex(int[] loop) {
    for (int apex = 0; apex < loop.length; apex++) {
      boolean free = true;
      for (int step = 2; step < loop.length - 1; step++) {
        free &= !onOneFace(loop[apex], loop[(apex + step) % loop.length]);
      }
      if (free) {
        return apex;
      }
    }
    return -1;
  }

  private static boolean onOneFace(int edge, int other) {
    for (int[] face : FACES) {
      if (isIn(face, edge) && isIn(face, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(int[] face, int edge) {
    int found = 0;
    for (int corner : face) {
      if (corner == ENDS[edge][0] || corner == ENDS[edge][1]) {
        found++;
      }
    }
    return found == 2;
  }

  private static boolean inside(int mask, int corner) {
    return (mask >> corner & 1) != 0;
  }

  private static int edge(int corner, int other) {
    for (int edge = 0; edge < EDGES; edge++) {
      if (ENDS[edge][0] == Math.min(corner, other) && ENDS[edge][1] == Math.max(corner, other)) {
        return edge;
      }
    }
    throw new IllegalArgumentException("no edge between " + corner + " and " + other);
  }
}
