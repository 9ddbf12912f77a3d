package org.rotavox.phantom;

import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * The rays of one view through its pixels. In the frame in which an ellipsoid is the unit sphere,
 * the direction of a ray is linear in column and row, so that a chord costs a few operations; only
 * the pixels that the ellipsoid's box covers are visited.
 */
final class PhantomRays {

  private final ProjectionMatrix matrix;
  private final DetectorGrid detector;
  private final Vector3 source;
  private final Vector3 perColumn;
  private final Vector3 perRow;
  private final Vector3 atOrigin;

  PhantomRays(ProjectionMatrix matrix, DetectorGrid detector) {
    this.matrix = matrix;
    this.detector = detector;
    this.source = matrix.source();
    ViewGeometry view = ViewGeometry.of(matrix);
    this.perColumn = view.rayPerColumn();
    this.perRow = view.rayPerRow();
    this.atOrigin = view.rayAtOrigin();
  }

  /** Adds an ellipsoid's line integrals, each ray moved by a part of a pixel. */
  void add(Ellipsoid ellipsoid, double columnShift, double rowShift, double[] sum) {
    int[] box = pixelBox(ellipsoid);
    Vector3 p = ellipsoid.toUnitSphere(source.minus(ellipsoid.center()));
    Vector3 qc = ellipsoid.toUnitSphere(perColumn);
    Vector3 qr = ellipsoid.toUnitSphere(perRow);
    Vector3 q0 = ellipsoid.toUnitSphere(atOrigin);
    double outside = p.dot(p) - 1;
    for (int r = box[2]; r <= box[3]; r++) {
      Vector3 rowQ = q0.plus(qr.times(r + rowShift));
      Vector3 rowRay = atOrigin.plus(perRow.times(r + rowShift));
      for (int c = box[0]; c <= box[1]; c++) {
        double at = c + columnShift;
        double x = rowQ.x() + qc.x() * at;
        double y = rowQ.y() + qc.y() * at;
        double z = rowQ.z() + qc.z() * at;
        double a = x * x + y * y + z * z;
        double b = p.x() * x + p.y() * y + p.z() * z;
        double discriminant = b * b - a * outside;
        if (discriminant > 0) {
          double dx = rowRay.x() + perColumn.x() * at;
          double dy = rowRay.y() + perColumn.y() * at;
          double dz = rowRay.z() + perColumn.z() * at;
          double length = Math.sqrt(dx * dx + dy * dy + dz * dz);
          sum[r * detector.columns() + c] +=
              ellipsoid.mu() * length * 2 * Math.sqrt(discriminant) / a;
        }
      }
    }
  }

  /** Returns the first and last column, the first and last row that the ellipsoid may cover. */
  private int[] pixelBox(Ellipsoid e) {
    double reach = Math.max(e.radiusXMm(), e.radiusYMm());
    double firstColumn = Double.POSITIVE_INFINITY;
    double lastColumn = Double.NEGATIVE_INFINITY;
    double firstRow = Double.POSITIVE_INFINITY;
    double lastRow = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      Vector3 p =
          e.center()
              .plus(
                  new Vector3(
                      (corner & 1) == 0 ? -reach : reach,
                      (corner & 2) == 0 ? -reach : reach,
                      (corner & 4) == 0 ? -e.radiusZMm() : e.radiusZMm()));
      if (matrix.depth(p) < 0.01) {
        return new int[] {0, detector.columns() - 1, 0, detector.rows() - 1};
      }
      firstColumn = Math.min(firstColumn, matrix.column(p));
      lastColumn = Math.max(lastColumn, matrix.column(p));
      firstRow = Math.min(firstRow, matrix.row(p));
      lastRow = Math.max(lastRow, matrix.row(p));
    }
    return new int[] {
      (int) Math.max(0, Math.floor(firstColumn) - 1),
      (int) Math.min(detector.columns() - 1, Math.ceil(lastColumn) + 1),
      (int) Math.max(0, Math.floor(firstRow) - 1),
      (int) Math.min(detector.rows() - 1, Math.ceil(lastRow) + 1)
    };
  }
}
