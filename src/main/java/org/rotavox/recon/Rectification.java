package org.rotavox.recon;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;

/**
 * The virtual detectors on which back-projection is cheap (Riddell and Trousset, IEEE TMI 25(7),
 * 2006): each contains the z direction, so that for a column (x, y) of the volume the virtual
 * column U and the depth w do not depend on z, and the virtual row V is linear in z.
 *
 * <pre>
 *   n  horizontal part of the view's depth axis      w(x, y)    = n · (X − S) / SOD
 *   h  horizontal, across n                          U(x, y)    = U₀ + h · (X − S) / (w · SOD · pitch)
 *   ±z along the rows                                V(x, y, z) = V₀ ± (z − S_z) / (w · SOD · pitch)
 * </pre>
 *
 * <p>Exact for any projection matrix; for an ideal circle without tilt it is the detector itself.
 * All views have virtual detectors of the same size: just what the volume needs, and one pixel more
 * on every side. Where one slice of the volume moves two or more detector rows, virtual rows are as
 * many real rows high and hold their mean: the volume could not show more, and the walk along z
 * costs less.
 */
public final class Rectification {

  /** The horizontal part of the depth axis: below it the views look along z. */
  private static final double LEAST_HORIZONTAL = 0.2;

  /** The most virtual rows from slice to slice. */
  static final double MOST_ROWS_PER_SLICE = 1.85;

  private static final Vector3 Z = new Vector3(0, 0, 1);

  private final DetectorGrid detector;
  private final List<VirtualView> views = new ArrayList<>();
  private final int mergedRows;
  private final double rowsPerSlice;
  private int columns;
  private int rows;

  /** One view's virtual detector: ray (U, V) = toFirst + U·perColumn + V·perRow. */
  private record VirtualView(
      ProjectionMatrix matrix,
      ViewGeometry geometry,
      Vector3 normal,
      Vector3 across,
      double rowSign,
      double columnPitch,
      double rowPitch,
      double middleRow,
      int firstColumn,
      int firstRow) {}

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

  private VirtualView plan(ProjectionMatrix matrix, ViewGeometry geometry, VolumeGrid grid)
      throws ReconstructionException {
    Vector3 axis = geometry.depthAxis();
    Vector3 horizontal = new Vector3(axis.x(), axis.y(), 0);
    if (horizontal.length() < LEAST_HORIZONTAL) {
      throw new ReconstructionException(
          ReconstructionException.Kind.UNSUITABLE,
          "a view looks along the patient's long axis; only rotations about it can be"
              + " reconstructed");
    }
    Vector3 normal = horizontal.normalized();
    Vector3 across = Z.cross(normal);
    across = across.times(Math.signum(across.dot(geometry.rayPerColumn())));
    double rowSign = Math.signum(geometry.rayPerRow().z());
    double sod = geometry.sourceToIsocenterMm();
    VirtualView unplaced =
        new VirtualView(
            matrix,
            geometry,
            normal,
            across,
            rowSign,
            1 / (geometry.columnsPerMm() * sod),
            mergedRows / (geometry.rowsPerMm() * sod),
            (geometry.principalRow() - (mergedRows - 1) / 2.0) / mergedRows,
            0,
            0);
    double[] box = intersection(detectorBox(unplaced), volumeBox(unplaced, grid));
    int firstColumn = (int) Math.floor(box[0]) - 1;
    int firstRow = (int) Math.floor(box[2]) - 1;
    columns = Math.max(columns, (int) Math.ceil(box[1]) + 2 - firstColumn);
    rows = Math.max(rows, (int) Math.ceil(box[3]) + 2 - firstRow);
    return new VirtualView(
        matrix,
        geometry,
        normal,
        across,
        rowSign,
        unplaced.columnPitch(),
        unplaced.rowPitch(),
        unplaced.middleRow(),
        firstColumn,
        firstRow);
  }

  private static double[] intersection(double[] a, double[] b) {
    double[] box = {
      Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.min(a[3], b[3])
    };
    return box[0] <= box[1] && box[2] <= box[3] ? box : new double[] {a[0], a[0], a[2], a[2]};
  }

  /** Returns first and last column, first and last row of the real detector's outline. */
  private double[] detectorBox(VirtualView view) {
    double[] box = emptyBox();
    for (double c : new double[] {0, detector.columns() - 1}) {
      for (double r : new double[] {0, detector.rows() - 1}) {
        include(box, view, view.geometry().ray(c, r));
      }
    }
    return box;
  }

  /** Returns the same of the volume's corners. */
  private static double[] volumeBox(VirtualView view, VolumeGrid grid) {
    double[] box = emptyBox();
    for (int corner = 0; corner < 8; corner++) {
      Vector3 p =
          new Vector3(
              grid.x((corner & 1) == 0 ? 0 : grid.sizeX() - 1),
              grid.y((corner & 2) == 0 ? 0 : grid.sizeY() - 1),
              grid.z((corner & 4) == 0 ? 0 : grid.sizeZ() - 1));
      include(box, view, p.minus(view.geometry().source()));
    }
    return box;
  }

  private static double[] emptyBox() {
    return new double[] {
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
  }

  private static void include(double[] box, VirtualView view, Vector3 ray) {
    double depth = ray.dot(view.normal());
    if (depth < 1e-3 * ray.length()) {
      box[0] = Double.NEGATIVE_INFINITY;
      box[1] = Double.POSITIVE_INFINITY;
      box[2] = Double.NEGATIVE_INFINITY;
      box[3] = Double.POSITIVE_INFINITY;
      return;
    }
    double column =
        view.geometry().principalColumn() + ray.dot(view.across()) / depth / view.columnPitch();
    double row = view.middleRow() + view.rowSign() * ray.z() / depth / view.rowPitch();
    box[0] = Math.min(box[0], column);
    box[1] = Math.max(box[1], column);
    box[2] = Math.min(box[2], row);
    box[3] = Math.max(box[3], row);
  }

  /**
   * Returns the coefficients of a view in voxel indices, {@link RectifiedView#COEFFICIENTS} of
   * them.
   */
  float[] coefficients(int index, VolumeGrid grid) {
    VirtualView view = views.get(index);
    double sod = view.geometry().sourceToIsocenterMm();
    Vector3 toFirst = new Vector3(grid.x(0), grid.y(0), grid.z(0)).minus(view.geometry().source());
    Vector3 n = view.normal().times(1 / sod);
    Vector3 h = view.across().times(1 / (sod * view.columnPitch()));
    double perMm = view.rowSign() / (sod * view.rowPitch());
    double column = view.geometry().principalColumn() - view.firstColumn();
    return new float[] {
      (float) n.dot(toFirst),
      (float) (n.x() * grid.spacingXMm()),
      (float) (n.y() * grid.spacingYMm()),
      (float) (h.dot(toFirst) + column * n.dot(toFirst)),
      (float) ((h.x() + column * n.x()) * grid.spacingXMm()),
      (float) ((h.y() + column * n.y()) * grid.spacingYMm()),
      (float) (view.middleRow() - view.firstRow()),
      (float) (perMm * toFirst.z()),
      (float) (perMm * grid.spacingZMm())
    };
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
    VirtualView view = views.get(index);
    ProjectionMatrix m = view.matrix();
    double sod = view.geometry().sourceToIsocenterMm();
    Vector3 perRow = Z.times(view.rowSign() * view.rowPitch());
    double[] step = new double[3];
    double[] at = new double[3];
    for (int u = 0; u < columns; u++) {
      double columnAt =
          (view.firstColumn() + u - view.geometry().principalColumn()) * view.columnPitch();
      double rowAt = view.firstRow() - view.middleRow();
      Vector3 ray = view.normal().plus(view.across().times(columnAt)).plus(perRow.times(rowAt));
      for (int i = 0; i < 3; i++) {
        Vector3 row = new Vector3(m.at(i, 0), m.at(i, 1), m.at(i, 2)).times(sod);
        at[i] = row.dot(ray);
        step[i] = row.dot(perRow);
      }
      sampleColumn(image, at, step, out, offset + u * rows);
    }
  }

  private void sampleColumn(float[] image, double[] at, double[] step, float[] out, int start) {
    float share = 1f / mergedRows;
    for (int v = 0; v < rows; v++) {
      float sum = 0;
      for (int part = 0; part < mergedRows; part++) {
        double row = v + (part - (mergedRows - 1) / 2.0) / mergedRows;
        double inverse = 1 / (at[2] + row * step[2]);
        float value =
            bilinear(image, (at[0] + row * step[0]) * inverse, (at[1] + row * step[1]) * inverse);
        sum += value * (float) (inverse * inverse);
      }
      out[start + v] = sum * share;
    }
  }

  private float bilinear(float[] image, double columnAt, double rowAt) {
    int width = detector.columns();
    double column = Math.min(width - 1.0, Math.max(0, columnAt));
    double row = Math.min(detector.rows() - 1.0, Math.max(0, rowAt));
    int c = Math.min(width - 2, (int) column);
    int r = Math.min(detector.rows() - 2, (int) row);
    float fc = (float) (column - c);
    float fr = (float) (row - r);
    int i = r * width + c;
    float upper = image[i] + fc * (image[i + 1] - image[i]);
    float lower = image[i + width] + fc * (image[i + width + 1] - image[i + width]);
    return upper + fr * (lower - upper);
  }
}
