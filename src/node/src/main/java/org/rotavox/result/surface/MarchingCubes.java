package org.rotavox.result.surface;

import java.util.Arrays;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/**
 * The surface between voxels above and below a threshold (Lorensen and Cline 1987), with the cases
 * of {@link CubeCases}. Watertight and manifold by construction: beyond the border of the volume
 * everything is outside, so that what touches the border is closed there.
 */
public final class MarchingCubes {

  /** More triangles than this are refused; about 1.5 GiB of memory for all steps. */
  public static final int MAX_TRIANGLES = 12_000_000;

  /** Vertices keep this distance from the voxels, so that no triangle has an area of zero. */
  private static final double MARGIN = 0.02;

  private final Volume volume;
  private final VolumeGrid grid;
  private final float threshold;
  private final int stride;
  private final MeshBuffer buffer = new MeshBuffer(MAX_TRIANGLES);

  /** Vertex on the edge that leaves a voxel along x, y, z; −1 = none yet. Lower and upper layer. */
  private int[][] lower;

  private int[][] upper;
  private float[] lowerValues;
  private float[] upperValues;

  private MarchingCubes(Volume volume, float threshold) {
    this.volume = volume;
    this.grid = volume.grid();
    this.threshold = threshold;
    this.stride = grid.sizeX() + 2;
    int voxels = Math.multiplyExact(stride, grid.sizeY() + 2);
    this.lower = new int[3][voxels];
    this.upper = new int[3][voxels];
    this.lowerValues = new float[voxels];
    this.upperValues = new float[voxels];
  }

  /**
   * Returns the surface of everything that is at least as dense as the threshold.
   *
   * @throws SurfaceTooLargeException if it has more than {@link #MAX_TRIANGLES} triangles
   */
  public static TriangleMesh surface(Volume volume, float threshold) {
    return new MarchingCubes(volume, threshold).run();
  }

  private TriangleMesh run() {
    fill(lowerValues, -1);
    clear(lower);
    for (int k = -1; k < grid.sizeZ(); k++) {
      fill(upperValues, k + 1);
      clear(upper);
      layer(k);
      int[][] usedLayer = lower;
      lower = upper;
      upper = usedLayer;
      float[] usedValues = lowerValues;
      lowerValues = upperValues;
      upperValues = usedValues;
    }
    return buffer.mesh();
  }

  /** Puts slice k with a border of one outside voxel into a buffer. */
  private void fill(float[] padded, int k) {
    Arrays.fill(padded, Float.NEGATIVE_INFINITY);
    if (k < 0 || k >= grid.sizeZ()) {
      return;
    }
    float[] slice = volume.slice(k);
    for (int j = 0; j < grid.sizeY(); j++) {
      System.arraycopy(slice, j * grid.sizeX(), padded, (j + 1) * stride + 1, grid.sizeX());
    }
  }

  private static void clear(int[][] layer) {
    for (int[] axis : layer) {
      Arrays.fill(axis, -1);
    }
  }

  private void layer(int k) {
    int[] vertices = new int[CubeCases.EDGES + 4];
    for (int j = 0; j <= grid.sizeY(); j++) {
      for (int i = 0; i <= grid.sizeX(); i++) {
        int mask = mask(j * stride + i);
        if (mask != 0 && mask != 255) {
          cube(CubeCases.of(mask), i, j, k, vertices);
        }
      }
    }
  }

  private int mask(int at) {
    int mask = 0;
    mask |= lowerValues[at] >= threshold ? 1 : 0;
    mask |= lowerValues[at + 1] >= threshold ? 2 : 0;
    mask |= lowerValues[at + stride] >= threshold ? 4 : 0;
    mask |= lowerValues[at + stride + 1] >= threshold ? 8 : 0;
    mask |= upperValues[at] >= threshold ? 16 : 0;
    mask |= upperValues[at + 1] >= threshold ? 32 : 0;
    mask |= upperValues[at + stride] >= threshold ? 64 : 0;
    mask |= upperValues[at + stride + 1] >= threshold ? 128 : 0;
    return mask;
  }

  private void cube(CubeCases cubeCase, int i, int j, int k, int[] vertices) {
    int[][] loops = cubeCase.loops();
    for (int[] loop : loops) {
      for (int edge : loop) {
        vertices[edge] = vertex(edge, i, j, k);
      }
    }
    int[] triangles = cubeCase.triangles();
    for (int loop = 0; loop < loops.length; loop++) {
      if (usesMiddle(triangles, loop)) {
        vertices[CubeCases.EDGES + loop] = middle(loops[loop], vertices);
      }
    }
    for (int n = 0; n < triangles.length; n += 3) {
      buffer.addTriangle(
          vertices[triangles[n]], vertices[triangles[n + 1]], vertices[triangles[n + 2]]);
    }
  }

  private static boolean usesMiddle(int[] triangles, int loop) {
    for (int n = 0; n < triangles.length; n += 3) {
      if (triangles[n] == CubeCases.EDGES + loop) {
        return true;
      }
    }
    return false;
  }

  private int middle(int[] loop, int[] vertices) {
    double[] sum = new double[3];
    for (int edge : loop) {
      for (int axis = 0; axis < 3; axis++) {
        sum[axis] += buffer.coordinate(vertices[edge], axis) / loop.length;
      }
    }
    return buffer.addVertex(sum[0], sum[1], sum[2]);
  }

  /** Returns the vertex on an edge of the cube whose lowest corner is padded voxel (i, j, k+1). */
  private int vertex(int edge, int i, int j, int k) {
    int corner = CubeCases.lowerCorner(edge);
    int x = i + (corner & 1);
    int y = j + (corner >> 1 & 1);
    boolean top = corner >= 4;
    int[] layer = (top ? upper : lower)[CubeCases.axis(edge)];
    int at = y * stride + x;
    if (layer[at] < 0) {
      double share = share(value(corner, i, j), value(CubeCases.upperCorner(edge), i, j));
      double[] place = {x - 1, y - 1, k + (top ? 1 : 0)};
      place[CubeCases.axis(edge)] += share;
      layer[at] = buffer.addVertex(grid.x(place[0]), grid.y(place[1]), grid.z(place[2]));
    }
    return layer[at];
  }

  private float value(int corner, int i, int j) {
    int at = (j + (corner >> 1 & 1)) * stride + i + (corner & 1);
    return corner >= 4 ? upperValues[at] : lowerValues[at];
  }

  /** Where the threshold lies between two voxels, 0 to 1; in the middle at the border. */
  private double share(double from, double to) {
    double share = (threshold - from) / (to - from);
    return Double.isNaN(share) || Double.isInfinite(from) || Double.isInfinite(to)
        ? 0.5
        : Math.min(1 - MARGIN, Math.max(MARGIN, share));
  }
}
