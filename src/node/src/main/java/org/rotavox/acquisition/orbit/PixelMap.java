package org.rotavox.acquisition.orbit;

import org.rotavox.geometry.ProjectionMatrix;

/**
 * A rearrangement of the pixels of an image: quarter turns and mirrors. It maps a pixel of the new
 * image to the pixel of the old one that it shows: {@code oldColumn = cc·c + cr·r + c0, oldRow =
 * rc·c + rr·r + r0}, where (c, r) is the new column and row.
 *
 * @param columns columns of the new image
 * @param rows rows of the new image
 */
public record PixelMap(int columns, int rows, int cc, int cr, int c0, int rc, int rr, int r0) {

  /** Returns the map that changes nothing. */
  public static PixelMap identity(int columns, int rows) {
    return new PixelMap(columns, rows, 1, 0, 0, 0, 1, 0);
  }

  /**
   * Returns the map from a stored image back to the detector's own orientation. The detector's
   * image was first turned clockwise, then mirrored left to right (PS3.3 C.8.19.6.2, Field of View
   * Rotation and Horizontal Flip).
   *
   * @param storedColumns columns of the stored image
   * @param storedRows rows of the stored image
   * @param quarterTurns clockwise turns by 90°, 0–3
   * @param flipped whether it was mirrored afterwards
   */
  public static PixelMap undoing(
      int storedColumns, int storedRows, int quarterTurns, boolean flipped) {
    int lastColumn = storedColumns - 1;
    int lastRow = storedRows - 1;
    PixelMap turned =
        switch (Math.floorMod(quarterTurns, 4)) {
          case 1 -> new PixelMap(storedRows, storedColumns, 0, -1, lastColumn, 1, 0, 0);
          case 2 -> new PixelMap(storedColumns, storedRows, -1, 0, lastColumn, 0, -1, lastRow);
          case 3 -> new PixelMap(storedRows, storedColumns, 0, 1, 0, -1, 0, lastRow);
          default -> identity(storedColumns, storedRows);
        };
    return flipped ? turned.afterwards(mirrored(storedColumns, storedRows)) : turned;
  }

  /** Returns the map to an image mirrored left to right. */
  public static PixelMap mirrored(int columns, int rows) {
    return new PixelMap(columns, rows, -1, 0, columns - 1, 0, 1, 0);
  }

  /**
   * Returns the map to an image turned by 90° clockwise: its columns run along the old decreasing
   * rows, its rows along the old increasing columns.
   */
  public static PixelMap quarterTurn(int columns, int rows) {
    return new PixelMap(/* columns= */ rows, /* rows= */ columns, 0, 1, 0, -1, 0, rows - 1);
  }

  /** Returns the map that leads from the image of this map's result over this to {@code source}. */
  private PixelMap afterwards(PixelMap source) {
    return new PixelMap(
        columns,
        rows,
        source.cc * cc + source.cr * rc,
        source.cc * cr + source.cr * rr,
        source.cc * c0 + source.cr * r0 + source.c0,
        source.rc * cc + source.rr * rc,
        source.rc * cr + source.rr * rr,
        source.rc * c0 + source.rr * r0 + source.r0);
  }

  /** Returns this map followed by another one that starts from this map's image. */
  public PixelMap then(PixelMap next) {
    return next.afterwards(this);
  }

  /** Returns true if nothing changes. */
  public boolean isIdentity() {
    return cc == 1 && rr == 1 && c0 == 0 && r0 == 0;
  }

  /** Returns the old column that new pixel (c, r) shows. */
  public int oldColumn(int c, int r) {
    return cc * c + cr * r + c0;
  }

  /** Returns the old row that new pixel (c, r) shows. */
  public int oldRow(int c, int r) {
    return rc * c + rr * r + r0;
  }

  /** Returns the matrix that projects to the new image, from the one to the old image. */
  public ProjectionMatrix apply(ProjectionMatrix old) {
    double[] m = old.toArray();
    double[] out = m.clone();
    for (int k = 0; k < 4; k++) {
      double column = m[k] - c0 * m[8 + k];
      double row = m[4 + k] - r0 * m[8 + k];
      out[k] = cc * column + rc * row;
      out[4 + k] = cr * column + rr * row;
    }
    return ProjectionMatrix.ofRows(out);
  }
}
