package org.rotavox.recon;

import java.util.List;
import java.util.stream.IntStream;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.VolumeGrid;

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

  static FieldOfView of(VolumeGrid grid, Trajectory trajectory, PixelWindow window) {
    FieldOfView field = new FieldOfView(grid);
    List<double[]> planes =
        trajectory.matrices().stream().flatMap(m -> planes(m, window).stream()).toList();
    double[][] all = planes.toArray(double[][]::new);
    IntStream.range(0, grid.sizeY()).parallel().forEach(j -> field.fillRow(j, all));
    return field;
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

  private void fillRow(int j, double[][] planes) {
    double y = grid.y(j);
    double perSlice = 1 / grid.spacingZMm();
    for (int i = 0; i < grid.sizeX(); i++) {
      double x = grid.x(i);
      double low = grid.z(0);
      double high = grid.z(grid.sizeZ() - 1);
      for (double[] p : planes) {
        double rest = p[0] * x + p[1] * y + p[3];
        if (Math.abs(p[2]) < 1e-12) {
          if (rest < 0) {
            high = Double.NEGATIVE_INFINITY;
          }
        } else if (p[2] > 0) {
          low = Math.max(low, -rest / p[2]);
        } else {
          high = Math.min(high, -rest / p[2]);
        }
        if (low > high) {
          break;
        }
      }
      int at = j * grid.sizeX() + i;
      first[at] = 0;
      last[at] = -1;
      if (low <= high) {
        first[at] = (int) Math.max(0, Math.ceil((low - grid.z(0)) * perSlice - 1e-9));
        last[at] =
            (int) Math.min(grid.sizeZ() - 1.0, Math.floor((high - grid.z(0)) * perSlice + 1e-9));
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
  double reachMm() {
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
