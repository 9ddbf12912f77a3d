package org.rotavox.recon.orbit;

import org.rotavox.geometry.DetectorGrid;

/**
 * The part of the detector that was not blanked by shutters or collimators: a box of pixels.
 *
 * @param firstColumn first open column
 * @param lastColumn last open column
 * @param firstRow first open row
 * @param lastRow last open row
 */
public record PixelWindow(int firstColumn, int lastColumn, int firstRow, int lastRow) {

  public static PixelWindow whole(DetectorGrid detector) {
    return new PixelWindow(0, detector.columns() - 1, 0, detector.rows() - 1);
  }

  /** Returns the smallest box around the valid pixels of an image; empty if there are none. */
  public static PixelWindow around(float[] image, DetectorGrid detector) {
    int firstColumn = detector.columns();
    int lastColumn = -1;
    int firstRow = detector.rows();
    int lastRow = -1;
    for (int i = 0; i < image.length; i++) {
      if (!Float.isNaN(image[i])) {
        int column = i % detector.columns();
        int row = i / detector.columns();
        firstColumn = Math.min(firstColumn, column);
        lastColumn = Math.max(lastColumn, column);
        firstRow = Math.min(firstRow, row);
        lastRow = Math.max(lastRow, row);
      }
    }
    return new PixelWindow(firstColumn, lastColumn, firstRow, lastRow);
  }

  public PixelWindow intersect(PixelWindow other) {
    return new PixelWindow(
        Math.max(firstColumn, other.firstColumn),
        Math.min(lastColumn, other.lastColumn),
        Math.max(firstRow, other.firstRow),
        Math.min(lastRow, other.lastRow));
  }

  public boolean isEmpty() {
    return firstColumn >= lastColumn || firstRow >= lastRow;
  }
}
