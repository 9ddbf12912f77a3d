package org.rotavox.acquisition;

import java.util.Locale;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.model.ObstacleCode;

/**
 * Compares the pixel spacing at the detector with everything else in a header that depends on it.
 * None of it must be there; what is there must agree.
 */
final class SpacingChecks {

  private static final double SAME_RATIO = 0.01;

  /** Elements of a detector are binned 1 × 2 at most, and image intensifiers nearly square. */
  private static final double LARGEST_ASPECT = 2.1;

  /** Dimensions of a field of view are nominal, and whole millimetres. */
  private static final double SAME_FIELD = 0.15;

  private final RunInstances run;
  private final Finding finding;
  private boolean confirmed;

  SpacingChecks(RunInstances run, Finding finding) {
    this.run = run;
    this.finding = finding;
  }

  /**
   * Compares; every contradiction is an obstacle.
   *
   * @param grid of the stored image
   * @return true if something confirms the size of the pixels
   */
  boolean compare(DetectorGrid grid) {
    double ratio = grid.rowSpacingMm() / grid.columnSpacingMm();
    if (ratio > LARGEST_ASPECT || ratio < 1 / LARGEST_ASPECT) {
      contradiction(
          Tag.ImagerPixelSpacing,
          String.format(
              Locale.ROOT,
              "pixels of %.3f × %.3f mm are too long for any detector",
              grid.rowSpacingMm(),
              grid.columnSpacingMm()));
    }
    aspect(ratio, Tag.PixelAspectRatio, "the aspect ratio");
    aspect(ratio, Tag.PixelSpacing, "the pixel spacing at the patient");
    elements(grid);
    fieldOfView(grid);
    return confirmed;
  }

  private void aspect(double ratio, int tag, String what) {
    double[] values = run.first().getDoubles(tag);
    if (values.length == 2
        && values[0] > 0
        && values[1] > 0
        && Math.abs(ratio / (values[0] / values[1]) - 1) > SAME_RATIO) {
      contradiction(
          tag,
          String.format(
              Locale.ROOT,
              "pixels are %.4f times as high as wide, by %s %.4f times",
              ratio,
              what,
              values[0] / values[1]));
    }
  }

  /** Detector elements (0018,7022) times binning (0018,701A). */
  private void elements(DetectorGrid grid) {
    double[] element = run.first().getDoubles(Tag.DetectorElementSpacing);
    double[] binning =
        run
            .scopes()
            .constant(Tag.FrameDetectorParametersSequence, Tag.DetectorBinning, 0.01)
            .values()
            .stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (element.length != 2 || binning.length != 2 || !(element[0] * binning[0] > 0)) {
      return;
    }
    double row = element[0] * binning[0];
    double column = element[1] * binning[1];
    boolean straight = isSame(row, grid.rowSpacingMm()) && isSame(column, grid.columnSpacingMm());
    boolean turned = isSame(column, grid.rowSpacingMm()) && isSame(row, grid.columnSpacingMm());
    if (straight || turned) {
      confirmed = true;
    } else {
      contradiction(
          Tag.DetectorElementSpacing,
          String.format(
              Locale.ROOT,
              "pixels of %.4f × %.4f mm are not the binned detector elements of %.4f × %.4f mm",
              grid.rowSpacingMm(),
              grid.columnSpacingMm(),
              row,
              column));
    }
  }

  private static boolean isSame(double a, double b) {
    return Math.abs(a / b - 1) <= SAME_RATIO;
  }

  /** Field of View Dimensions (0018,1149) of a rectangle, and in float (0018,9461). */
  private void fieldOfView(DetectorGrid grid) {
    DataSet view =
        run.scopes().holding(Tag.FieldOfViewSequence, Tag.FieldOfViewDimensionsInFloat).get(0);
    double[] size = view.getDoubles(Tag.FieldOfViewDimensionsInFloat);
    String shape = view.getString(Tag.FieldOfViewShape, "");
    if (size.length == 0) {
      size = run.first().getDoubles(Tag.FieldOfViewDimensions);
      shape = run.first().getString(Tag.FieldOfViewShape, "");
    }
    if (size.length != 2 || !shape.equals("RECTANGLE") || !(size[0] > 0 && size[1] > 0)) {
      return;
    }
    double height = grid.rows() * grid.rowSpacingMm();
    double width = grid.columns() * grid.columnSpacingMm();
    boolean straight = isField(height, size[0]) && isField(width, size[1]);
    boolean turned = isField(height, size[1]) && isField(width, size[0]);
    if (straight || turned) {
      confirmed = true;
    } else {
      contradiction(
          Tag.FieldOfViewDimensions,
          String.format(
              Locale.ROOT,
              "the image is %.0f × %.0f mm by its pixels, the field of view %.0f × %.0f mm",
              height,
              width,
              size[0],
              size[1]));
    }
  }

  private static boolean isField(double byPixels, double stated) {
    return Math.abs(byPixels / stated - 1) <= SAME_FIELD;
  }

  private void contradiction(int tag, String sentence) {
    finding.obstacle(ObstacleCode.SPACING_CONTRADICTS, tag, sentence);
  }
}
