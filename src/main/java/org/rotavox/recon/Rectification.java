package org.rotavox.recon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;

/**
 * The {@linkplain VirtualDetector virtual detectors} of filtered back-projection, and how filtered
 * views are sampled on them.
 *
 * <p>Exact for any projection matrix; for an ideal circle without tilt it is the detector itself.
 * All views have virtual detectors of the same size: just what the volume needs, and one pixel more
 * on every side. Where one slice of the volume moves two or more detector rows, virtual rows are as
 * many real rows high and hold their mean: the volume could not show more, and the walk along z
 * costs less.
 */
public final class Rectification {

  /** The most virtual rows from slice to slice. */
  static final double MOST_ROWS_PER_SLICE = 1.85;

  /** Columns that are sampled together: a cache line of each real row. */
  private static final int BLOCK = 16;

  private final DetectorGrid detector;
  private final List<VirtualDetector> views = new ArrayList<>();
  private final int mergedRows;
  private final double rowsPerSlice;
  private int columns;
  private int rows;

  /**
   * @param reachMm distance of the outermost voxels from the axis through the isocentre
   */
  Rectification(
      Orbit orbit,
      List<ProjectionMatrix> matrices,
      DetectorGrid detector,
      VolumeGrid grid,
      double reachMm)
      throws ReconstructionException {
    this.detector = detector;
    double steepest = 0;
    for (int i = 0; i < matrices.size(); i++) {
      ViewGeometry view = orbit.view(i);
      Vector3 axis = view.depthAxis();
      Vector3 normal = new Vector3(axis.x(), axis.y(), 0).normalized();
      double away = -view.source().dot(normal) - reachMm;
      double nearest = Math.max(0.05, away / view.sourceToIsocenterMm());
      steepest = Math.max(steepest, view.rowsPerMm() * grid.spacingZMm() / nearest);
    }
    this.mergedRows = (int) Math.max(1, Math.ceil(steepest / MOST_ROWS_PER_SLICE));
    this.rowsPerSlice = steepest / mergedRows;
    for (int i = 0; i < matrices.size(); i++) {
      views.add(plan(matrices.get(i), orbit.view(i), grid));
    }
  }

  /** Returns the columns of every virtual detector. */
  public int columns() {
    return columns;
  }

  /** Returns how many rows lie between two slices of the volume at most. */
  public double rowsPerSlice() {
    return rowsPerSlice;
  }

  /** Returns the rows of every virtual detector. */
  public int rows() {
    return rows;
  }

  private VirtualDetector plan(ProjectionMatrix matrix, ViewGeometry geometry, VolumeGrid grid)
      throws ReconstructionException {
    double sod = geometry.sourceToIsocenterMm();
    VirtualDetector unplaced =
        VirtualDetector.of(
            matrix,
            geometry,
            1 / (geometry.columnsPerMm() * sod),
            mergedRows / (geometry.rowsPerMm() * sod),
            geometry.principalColumn(),
            (geometry.principalRow() - (mergedRows - 1) / 2.0) / mergedRows);
    double[] box = intersection(unplaced.box(detector), unplaced.box(grid));
    int firstColumn = (int) Math.floor(box[0]) - 1;
    int firstRow = (int) Math.floor(box[2]) - 1;
    columns = Math.max(columns, (int) Math.ceil(box[1]) + 2 - firstColumn);
    rows = Math.max(rows, (int) Math.ceil(box[3]) + 2 - firstRow);
    return unplaced.from(firstColumn, firstRow);
  }

  private static double[] intersection(double[] a, double[] b) {
    double[] box = {
      Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.min(a[3], b[3])
    };
    return box[0] <= box[1] && box[2] <= box[3] ? box : new double[] {a[0], a[0], a[2], a[2]};
  }

  /** Returns the coefficients of a view in voxel indices. */
  float[] coefficients(int index, VolumeGrid grid) {
    return views.get(index).coefficients(grid);
  }

  /**
   * Samples a filtered view on its virtual detector, bilinearly, the edges continued. The depth of
   * a voxel before the real detector is its virtual depth times a factor of the ray; the factor's
   * square is divided out here.
   *
   * @param image rows·columns of the real detector
   * @param out receives columns·rows values, column by column
   * @param offset where in {@code out} to begin
   */
  void sample(int index, float[] image, float[] out, int offset) {
    VirtualDetector view = views.get(index);
    double sod = view.geometry().sourceToIsocenterMm();
    Vector3 perRow = view.perRow();
    Vector3[] numerators = new Vector3[3];
    double[] step = new double[3];
    for (int i = 0; i < 3; i++) {
      numerators[i] = matrixRow(view.matrix(), i).times(sod);
      step[i] = numerators[i].dot(perRow);
    }
    double[][] at = new double[3][BLOCK];
    for (int first = 0; first < columns; first += BLOCK) {
      int count = Math.min(BLOCK, columns - first);
      for (int n = 0; n < count; n++) {
        Vector3 ray = view.ray(first + n, 0);
        for (int i = 0; i < 3; i++) {
          at[i][n] = numerators[i].dot(ray);
        }
      }
      sampleColumns(image, at, count, step, out, offset + first * rows);
    }
  }

  private static Vector3 matrixRow(ProjectionMatrix m, int i) {
    return new Vector3(m.at(i, 0), m.at(i, 1), m.at(i, 2));
  }

  /** Samples neighbouring columns row by row, so that the real rows are read as they lie. */
  private void sampleColumns(
      float[] image, double[][] at, int count, double[] step, float[] out, int start) {
    float share = 1f / mergedRows;
    float[] sums = new float[BLOCK];
    for (int v = 0; v < rows; v++) {
      Arrays.fill(sums, 0);
      for (int part = 0; part < mergedRows; part++) {
        double row = v + (part - (mergedRows - 1) / 2.0) / mergedRows;
        addRow(image, at, count, row * step[0], row * step[1], row * step[2], sums);
      }
      for (int n = 0; n < count; n++) {
        out[start + n * rows + v] = sums[n] * share;
      }
    }
  }

  private void addRow(
      float[] image, double[][] at, int count, double dx, double dy, double dw, float[] sums) {
    double[] x = at[0];
    double[] y = at[1];
    double[] w = at[2];
    for (int n = 0; n < count; n++) {
      double inverse = 1 / (w[n] + dw);
      float value = bilinear(image, detector, (x[n] + dx) * inverse, (y[n] + dy) * inverse);
      sums[n] += value * (float) (inverse * inverse);
    }
  }

  /** Returns the value between the four pixels around a place, the edges continued. */
  static float bilinear(float[] image, DetectorGrid detector, double columnAt, double rowAt) {
    int width = detector.columns();
    double column = clamped(columnAt, width - 1.0);
    double row = clamped(rowAt, detector.rows() - 1.0);
    int c = Math.min(width - 2, (int) column);
    int r = Math.min(detector.rows() - 2, (int) row);
    float fc = (float) (column - c);
    float fr = (float) (row - r);
    int i = r * width + c;
    float upper = image[i] + fc * (image[i + 1] - image[i]);
    float lower = image[i + width] + fc * (image[i + width + 1] - image[i + width]);
    return upper + fr * (lower - upper);
  }

  /** Comparisons instead of Math.min and max: these cost a third of the whole sampling. */
  private static double clamped(double value, double most) {
    if (value < most) {
      return value > 0 ? value : 0;
    }
    return most;
  }
}
