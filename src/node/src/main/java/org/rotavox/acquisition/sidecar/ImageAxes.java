package org.rotavox.acquisition.sidecar;

import java.util.Locale;
import java.util.Optional;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;

/** How a geometry file counts columns and rows, compared with the image. */
public enum ImageAxes {
  SAME(0, false),
  COLUMNS_REVERSED(0, true),
  ROWS_REVERSED(2, true),
  BOTH_REVERSED(2, false),
  TURNED_CLOCKWISE(1, false),
  TURNED_CLOCKWISE_MIRRORED(1, true),
  TURNED_ANTICLOCKWISE(3, false),
  TURNED_ANTICLOCKWISE_MIRRORED(3, true);

  private final int quarterTurns;
  private final boolean mirrored;

  ImageAxes(int quarterTurns, boolean mirrored) {
    this.quarterTurns = quarterTurns;
    this.mirrored = mirrored;
  }

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the map from the file's image to the image; empty if a pixel file cannot be turned. */
  Optional<PixelMap> map(DetectorGrid detector, SideCarGeometry.DetectorUnit unit) {
    boolean turned = quarterTurns % 2 == 1;
    if (turned
        && unit == SideCarGeometry.DetectorUnit.PIXEL
        && detector.columnSpacingMm() != detector.rowSpacingMm()) {
      return Optional.empty();
    }
    int columns = turned ? detector.rows() : detector.columns();
    int rows = turned ? detector.columns() : detector.rows();
    return Optional.of(PixelMap.undoing(columns, rows, quarterTurns, mirrored));
  }

  /** Returns the matrix that projects to pixels of the file's image, from one to millimetres. */
  ProjectionMatrix toPixels(ProjectionMatrix matrix, DetectorGrid detector) {
    boolean turned = quarterTurns % 2 == 1;
    double columnSpacing = turned ? detector.rowSpacingMm() : detector.columnSpacingMm();
    double rowSpacing = turned ? detector.columnSpacingMm() : detector.rowSpacingMm();
    double centerColumn = turned ? detector.centerRow() : detector.centerColumn();
    double centerRow = turned ? detector.centerColumn() : detector.centerRow();
    double[] m = matrix.toArray();
    for (int k = 0; k < 4; k++) {
      m[k] = m[k] / columnSpacing + centerColumn * m[8 + k];
      m[4 + k] = m[4 + k] / rowSpacing + centerRow * m[8 + k];
    }
    return ProjectionMatrix.ofRows(m);
  }
}
