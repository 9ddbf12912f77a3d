package org.rotavox.recon.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.ViewGeometry;

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
  public Rectification(
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
  public float[] coefficients(int index, VolumeGrid grid) {
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
  public void sample(int index, float[] image, float[] out, int offset) {
    double[][] map = map(views.get(index));
    if (SeparableSampling.fits(map, columns, rows)) {
      new SeparableSampling(map, detector, columns, mergedRows).sample(image, rows, out, offset);
      return;
    }
    for (int first = 0; first < columns; first += BLOCK) {
      int count = Math.min(BLOCK, columns - first);
      sampleColumns(image, map, first, count, out, offset + first * rows);
    }
  }

  /** Returns homogeneous real (column, row, 1) for (U, V, 1), the third being depth over SOD. */
  private static double[][] map(VirtualDetector view) {
    double sod = view.geometry().sourceToIsocenterMm();
    Vector3 origin = view.ray(0, 0);
    Vector3 perColumn = view.ray(1, 0).minus(origin);
    double[][] map = new double[3][];
    for (int i = 0; i < 3; i++) {
      Vector3 row = matrixRow(view.matrix(), i).times(sod);
      map[i] = new double[] {row.dot(perColumn), row.dot(view.perRow()), row.dot(origin)};
    }
    return map;
  }

  private static Vector3 matrixRow(ProjectionMatrix m, int i) {
    return new Vector3(m.at(i, 0), m.at(i, 1), m.at(i, 2));
  }

  /** Samples neighbouring columns row by row, so that the real rows are read as they lie. */
  private void sampleColumns(
      float[] image, double[][] map, int first, int count, float[] out, int start) {
    float share = 1f / mergedRows;
    float[] sums = new float[BLOCK];
    for (int v = 0; v < rows; v++) {
      Arrays.fill(sums, 0);
      for (int part = 0; part < mergedRows; part++) {
        double row = v + (part - (mergedRows - 1) / 2.0) / mergedRows;
        addRow(image, map, first, count, row, sums);
      }
      for (int n = 0; n < count; n++) {
        out[start + n * rows + v] = sums[n] * share;
      }
    }
  }

  private void addRow(
      float[] image, double[][] map, int first, int count, double row, float[] sums) {
    double x = map[0][1] * row + map[0][2];
    double y = map[1][1] * row + map[1][2];
    double w = map[2][1] * row + map[2][2];
    for (int n = 0; n < count; n++) {
      int u = first + n;
      double inverse = 1 / (w + map[2][0] * u);
      float value =
          bilinear(image, detector, (x + map[0][0] * u) * inverse, (y + map[1][0] * u) * inverse);
      sums[n] += value * (float) (inverse * inverse);
    }
  }

  /** Returns the value between the four pixels around a place, the edges continued. */
  public static float bilinear(
      float[] image, DetectorGrid detector, double columnAt, double rowAt) {
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
  static double clamped(double value, double most) {
    if (value < most) {
      return value > 0 ? value : 0;
    }
    return most;
  }
}
