package org.rotavox.recon.detector;

import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * A detector that contains the z direction, in the place of a view's real one (Riddell and
 * Trousset, IEEE TMI 25(7), 2006): for a column (x, y) of the volume the virtual column U and the
 * depth w do not depend on z, and the virtual row V is linear in z.
 *
 * <pre>
 *   n  horizontal part of the view's depth axis      w(x, y)    = n · (X − S) / SOD
 *   h  horizontal, across n                          U(x, y)    = U₀ + h · (X − S) / (w · SOD · pitch)
 *   ±z along the rows                                V(x, y, z) = V₀ ± (z − S_z) / (w · SOD · pitch)
 * </pre>
 *
 * @param matrix the real view
 * @param geometry what the matrix says
 * @param normal n
 * @param across h, towards increasing columns
 * @param rowSign +1 if virtual rows increase along z, −1 otherwise
 * @param columnPitch distance of columns over the distance from the source
 * @param rowPitch distance of rows over the distance from the source
 * @param middleColumn column of the ray along n, before the first column is subtracted
 * @param middleRow row of the ray along n, before the first row is subtracted
 * @param firstColumn columns left out before the first
 * @param firstRow rows left out before the first
 */
record VirtualDetector(
    ProjectionMatrix matrix,
    ViewGeometry geometry,
    Vector3 normal,
    Vector3 across,
    double rowSign,
    double columnPitch,
    double rowPitch,
    double middleColumn,
    double middleRow,
    int firstColumn,
    int firstRow) {

  /** The horizontal part of the depth axis: below it the views look along z. */
  private static final double LEAST_HORIZONTAL = 0.2;

  private static final Vector3 Z = new Vector3(0, 0, 1);

  /**
   * Returns the virtual detector with these pitches and middles, nothing left out before the first
   * column and row.
   *
   * @throws ReconstructionException if the view looks along z
   */
  static VirtualDetector of(
      ProjectionMatrix matrix,
      ViewGeometry geometry,
      double columnPitch,
      double rowPitch,
      double middleColumn,
      double middleRow)
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
    return new VirtualDetector(
        matrix,
        geometry,
        normal,
        across.times(Math.signum(across.dot(geometry.rayPerColumn()))),
        Math.signum(geometry.rayPerRow().z()),
        columnPitch,
        rowPitch,
        middleColumn,
        middleRow,
        0,
        0);
  }

  /** Returns this detector without what lies before a column and a row. */
  VirtualDetector from(int column, int row) {
    return new VirtualDetector(
        matrix,
        geometry,
        normal,
        across,
        rowSign,
        columnPitch,
        rowPitch,
        middleColumn,
        middleRow,
        column,
        row);
  }

  /** Returns the ray to (U, V), its part along n being 1. */
  Vector3 ray(double column, double row) {
    return normal
        .plus(across.times((firstColumn + column - middleColumn) * columnPitch))
        .plus(perRow().times(firstRow + row - middleRow));
  }

  /** Returns the change of the ray from row to row. */
  Vector3 perRow() {
    return Z.times(rowSign * rowPitch);
  }

  /** Returns first and last column, first and last row of a real detector's outline. */
  double[] box(DetectorGrid detector) {
    double[] box = emptyBox();
    for (double c : new double[] {0, detector.columns() - 1}) {
      for (double r : new double[] {0, detector.rows() - 1}) {
        include(box, geometry.ray(c, r));
      }
    }
    return box;
  }

  /** Returns the same of the volume's corners, the middles of its outermost voxels. */
  double[] box(VolumeGrid grid) {
    double[] box = emptyBox();
    for (int corner = 0; corner < 8; corner++) {
      Vector3 p =
          new Vector3(
              grid.x((corner & 1) == 0 ? 0 : grid.sizeX() - 1),
              grid.y((corner & 2) == 0 ? 0 : grid.sizeY() - 1),
              grid.z((corner & 4) == 0 ? 0 : grid.sizeZ() - 1));
      include(box, p.minus(geometry.source()));
    }
    return box;
  }

  private static double[] emptyBox() {
    return new double[] {
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
  }

  private void include(double[] box, Vector3 ray) {
    double depth = ray.dot(normal);
    if (depth < 1e-3 * ray.length()) {
      box[0] = Double.NEGATIVE_INFINITY;
      box[1] = Double.POSITIVE_INFINITY;
      box[2] = Double.NEGATIVE_INFINITY;
      box[3] = Double.POSITIVE_INFINITY;
      return;
    }
    double column = middleColumn + ray.dot(across) / depth / columnPitch;
    double row = middleRow + rowSign * ray.z() / depth / rowPitch;
    box[0] = Math.min(box[0], column);
    box[1] = Math.max(box[1], column);
    box[2] = Math.min(box[2], row);
    box[3] = Math.max(box[3], row);
  }

  /** Returns the coefficients in voxel indices, {@link RectifiedView#COEFFICIENTS} of them. */
  float[] coefficients(VolumeGrid grid) {
    double sod = geometry.sourceToIsocenterMm();
    Vector3 toFirst = new Vector3(grid.x(0), grid.y(0), grid.z(0)).minus(geometry.source());
    Vector3 n = normal.times(1 / sod);
    Vector3 h = across.times(1 / (sod * columnPitch));
    double perMm = rowSign / (sod * rowPitch);
    double column = middleColumn - firstColumn;
    return new float[] {
      (float) n.dot(toFirst),
      (float) (n.x() * grid.spacingXMm()),
      (float) (n.y() * grid.spacingYMm()),
      (float) (h.dot(toFirst) + column * n.dot(toFirst)),
      (float) ((h.x() + column * n.x()) * grid.spacingXMm()),
      (float) ((h.y() + column * n.y()) * grid.spacingYMm()),
      (float) (middleRow - firstRow),
      (float) (perMm * toFirst.z()),
      (float) (perMm * grid.spacingZMm())
    };
  }
}
