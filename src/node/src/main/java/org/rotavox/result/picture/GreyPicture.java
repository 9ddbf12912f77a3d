package org.rotavox.result.picture;

/**
 * A rectangle of values with the size of its pixels in millimetres.
 *
 * @param columns width in pixels
 * @param rows height in pixels
 * @param columnSpacingMm distance of neighbouring columns
 * @param rowSpacingMm distance of neighbouring rows
 * @param values row by row, {@code rows · columns}, in the volume's scale; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; compared by nobody, copied by nobody
public record GreyPicture(
    int columns, int rows, double columnSpacingMm, double rowSpacingMm, float[] values) {

  public GreyPicture {
    if (values.length != columns * rows) {
      throw new IllegalArgumentException(
          values.length + " values for " + columns + " × " + rows + " pixels");
    }
  }

  /** Returns the value of a pixel. */
  public float at(int column, int row) {
    return values[row * columns + column];
  }

  /** Returns the width, millimetres. */
  public double widthMm() {
    return columns * columnSpacingMm;
  }

  /** Returns the height, millimetres. */
  public double heightMm() {
    return rows * rowSpacingMm;
  }
}
