package org.rotavox.acquisition.border;

/**
 * One straight part of the outline of the open region, and how many ways from the rim confirm it.
 *
 * <p>A pixel lies outside by {@code normalColumn·column + normalRow·row − offset} pixels.
 */
final class OutlinePart {

  /** So many ways must cross an outline for its share to mean anything. */
  static final int ENOUGH = 8;

  private final double normalColumn;
  private final double normalRow;
  private final double offset;
  private int crossed;
  private int certain;
  private int possible;
  private double ramp;

  OutlinePart(OpenPixels.Place from, OpenPixels.Place to) {
    double alongColumn = to.column() - from.column();
    double alongRow = to.row() - from.row();
    double length = Math.hypot(alongColumn, alongRow);
    // corners follow each other clockwise on the screen, so that outside lies to the left
    this.normalColumn = alongRow / length;
    this.normalRow = -alongColumn / length;
    this.offset = normalColumn * from.column() + normalRow * from.row();
  }

  double outside(double column, double row) {
    return normalColumn * column + normalRow * row - offset;
  }

  /** Returns the cosine of the angle between two parts' normals. */
  double cosine(OutlinePart other) {
    return normalColumn * other.normalColumn + normalRow * other.normalRow;
  }

  boolean isCrossedFrom(RimSteps.Side side) {
    return switch (side) {
      case LEFT -> -normalColumn >= Math.abs(normalRow);
      case RIGHT -> normalColumn >= Math.abs(normalRow);
      case UPPER -> -normalRow > Math.abs(normalColumn);
      case LOWER -> normalRow > Math.abs(normalColumn);
    };
  }

  /** Counts a way that crosses the outline without an edge that fits. */
  void cross() {
    crossed++;
  }

  /**
   * Counts a way whose edge fits.
   *
   * @param rampPixels from the outline to where the picture begins, along the way
   */
  void confirm(boolean isCertain, double rampPixels) {
    crossed++;
    certain += isCertain ? 1 : 0;
    possible++;
    double across = Math.max(Math.abs(normalColumn), Math.abs(normalRow));
    ramp = Math.max(ramp, rampPixels * across);
  }

  int crossed() {
    return crossed;
  }

  int certain() {
    return certain;
  }

  int possible() {
    return possible;
  }

  /** Returns the width of the ramp behind the outline, pixels. */
  double ramp() {
    return ramp;
  }
}
