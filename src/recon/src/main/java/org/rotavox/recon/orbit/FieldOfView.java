package org.rotavox.recon.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Workers;

/**
 * Which voxels every view sees: for each column (i, j) of the volume the first and the last slice.
 * What some view does not see cannot be right, and is set to air.
 *
 * <p>That a point is projected into the open window of a view means four inequalities linear in x,
 * y and z (and a fifth: that it lies before the source), so each view cuts an interval of z.
 */
public final class FieldOfView {

  /** Points nearer to the source than this part of its distance are never reconstructed. */
  private static final double LEAST_DEPTH = 0.05;

  private final VolumeGrid grid;
  private final int[] first;
  private final int[] last;

  private FieldOfView(VolumeGrid grid) {
    this.grid = grid;
    this.first = new int[grid.sliceVoxels()];
    this.last = new int[grid.sliceVoxels()];
  }

  /**
   * Returns which voxels of a grid every view sees through a window of its detector.
   *
   * @throws ReconstructionException if the thread is interrupted
   */
  public static FieldOfView of(
      VolumeGrid grid, Trajectory trajectory, PixelWindow window, Workers workers)
      throws ReconstructionException {
    FieldOfView field = new FieldOfView(grid);
    Planes planes = new Planes();
    trajectory.matrices().forEach(m -> planes(m, window).forEach(planes::add));
    workers.forEach(grid.sizeY(), j -> field.fillRow(j, planes));
    return field;
  }

  /** Planes by what they say of z, as (A, B, D) each. */
  private static final class Planes {

    private static final double LEAST_SLOPE = 1e-12;

    /** z ≥ A·x + B·y + D. */
    private final List<double[]> below = new ArrayList<>();

    /** z ≤ A·x + B·y + D. */
    private final List<double[]> above = new ArrayList<>();

    /** 0 ≤ A·x + B·y + D, whatever z is. */
    private final List<double[]> upright = new ArrayList<>();

    void add(double[] p) {
      if (Math.abs(p[2]) < LEAST_SLOPE) {
        upright.add(new double[] {p[0], p[1], p[3]});
      } else {
        double[] z = {-p[0] / p[2], -p[1] / p[2], -p[3] / p[2]};
        (p[2] > 0 ? below : above).add(z);
      }
    }
  }

  /** Returns planes (a, b, c, d): a·x + b·y + c·z + d ≥ 0 inside. */
  private static List<double[]> planes(ProjectionMatrix m, PixelWindow window) {
    return List.of(
        plane(m, 0, 1, -window.firstColumn()),
        plane(m, 0, -1, window.lastColumn()),
        plane(m, 1, 1, -window.firstRow()),
        plane(m, 1, -1, window.lastRow()),
        new double[] {m.at(2, 0), m.at(2, 1), m.at(2, 2), m.at(2, 3) - LEAST_DEPTH});
  }

  private static double[] plane(ProjectionMatrix m, int row, double sign, double depthFactor) {
    double[] plane = new double[4];
    for (int i = 0; i < 4; i++) {
      plane[i] = sign * m.at(row, i) + depthFactor * m.at(2, i);
    }
    return plane;
  }

  /** Plane by plane over the whole row: loops that a compiler turns into vector instructions. */
  private void fillRow(int j, Planes planes) {
    int size = grid.sizeX();
    double y = grid.y(j);
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = grid.x(i);
    }
    double[] low = new double[size];
    double[] high = new double[size];
    Arrays.fill(low, grid.z(0));
    Arrays.fill(high, grid.z(grid.sizeZ() - 1));
    for (double[] p : planes.below) {
      raise(low, x, p[0], p[1] * y + p[2]);
    }
    for (double[] p : planes.above) {
      lower(high, x, p[0], p[1] * y + p[2]);
    }
    for (double[] p : planes.upright) {
      close(high, x, p[0], p[1] * y + p[2]);
    }
    double perSlice = 1 / grid.spacingZMm();
    for (int i = 0; i < size; i++) {
      int at = j * size + i;
      first[at] = 0;
      last[at] = -1;
      if (low[i] <= high[i]) {
        first[at] = (int) Math.max(0, Math.ceil((low[i] - grid.z(0)) * perSlice - 1e-9));
        last[at] =
            (int) Math.min(grid.sizeZ() - 1.0, Math.floor((high[i] - grid.z(0)) * perSlice + 1e-9));
      }
    }
  }

  private static void raise(double[] low, double[] x, double slope, double offset) {
    for (int i = 0; i < low.length; i++) {
      low[i] = Math.max(low[i], slope * x[i] + offset);
    }
  }

  private static void lower(double[] high, double[] x, double slope, double offset) {
    for (int i = 0; i < high.length; i++) {
      high[i] = Math.min(high[i], slope * x[i] + offset);
    }
  }

  private static void close(double[] high, double[] x, double slope, double offset) {
    for (int i = 0; i < high.length; i++) {
      if (slope * x[i] + offset < 0) {
        high[i] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  /** Returns the first slice of column (i, j) that every view sees. */
  public int first(int i, int j) {
    return first[j * grid.sizeX() + i];
  }

  /** Returns the last slice of column (i, j) that every view sees; below the first if none. */
  public int last(int i, int j) {
    return last[j * grid.sizeX() + i];
  }

  /** Returns how far the outermost seen column lies from the z axis, millimetres. */
  public double reachMm() {
    double reach = 0;
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        if (first(i, j) <= last(i, j)) {
          reach = Math.max(reach, Math.hypot(grid.x(i), grid.y(j)));
        }
      }
    }
    return reach;
  }

  /** Returns the number of voxels that every view sees. */
  public long voxels() {
    long sum = 0;
    for (int c = 0; c < first.length; c++) {
      sum += Math.max(0, last[c] - first[c] + 1);
    }
    return sum;
  }
}
