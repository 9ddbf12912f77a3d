package org.rotavox.geometry;

/**
 * The pixel grid of a flat detector.
 *
 * <p>Pixel (0, 0) is the upper left one of the image as DICOM stores it; integer coordinates are
 * pixel centres.
 *
 * @param columns number of columns
 * @param rows number of rows
 * @param columnSpacingMm distance of neighbouring columns at the detector, millimetres
 * @param rowSpacingMm distance of neighbouring rows at the detector, millimetres
 */
public record DetectorGrid(int columns, int rows, double columnSpacingMm, double rowSpacingMm) {

  public DetectorGrid {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException("detector of " + columns + " × " + rows + " pixels");
    }
    if (!(columnSpacingMm > 0) || !(rowSpacingMm > 0)) {
      throw new IllegalArgumentException(
          "detector spacing of " + columnSpacingMm + " × " + rowSpacingMm + " mm");
    }
  }

  /** Returns the column coordinate of the middle of the detector. */
  public double centerColumn() {
    return (columns - 1) / 2.0;
  }

  /** Returns the row coordinate of the middle of the detector. */
  public double centerRow() {
    return (rows - 1) / 2.0;
  }
}
