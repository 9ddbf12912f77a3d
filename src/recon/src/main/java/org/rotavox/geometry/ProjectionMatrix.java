package org.rotavox.geometry;

import java.util.Arrays;

/**
 * A 3×4 matrix that maps a patient point to the detector: {@code (c·w, r·w, w) = P · (x, y, z, 1)}
 * with column c and row r in pixels (integer = pixel centre) and x, y, z in LPS millimetres.
 *
 * <p>Every view of every run is described by such a matrix; ideal circular orbits are one special
 * case. The scale is normalised so that w is the depth of the point (its distance from the source
 * along the central ray) divided by the depth of the isocentre: {@code w = 1} at the isocentre and
 * w > 0 in front of the source (Galigekere et al., IEEE TMI 22(10), 2003, section II).
 *
 * <p>Immutable. Of row r, column c: {@code m[4·r + c]}.
 */
public final class ProjectionMatrix {

  private final double[] m;

  private ProjectionMatrix(double[] m) {
    this.m = m;
  }

  /**
   * Returns the matrix with these 12 values, row by row, brought to the normalised scale.
   *
   * @throws IllegalArgumentException if there are not 12 finite values, or if the isocentre lies in
   *     the plane of the source
   */
  public static ProjectionMatrix ofRows(double... values) {
    if (values.length != 12 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a projection matrix has 12 finite values, got " + values.length);
    }
    double scale = values[11];
    if (Math.abs(scale) < 1e-12) {
      throw new IllegalArgumentException("the isocentre lies in the plane of the source");
    }
    return new ProjectionMatrix(Arrays.stream(values).map(v -> v / scale).toArray());
  }

  /**
   * Returns the matrix of a source and a flat detector in space.
   *
   * @param source position of the focal spot
   * @param detectorCenter position of the middle of the detector
   * @param columnAxis unit vector of increasing columns
   * @param rowAxis unit vector of increasing rows
   * @param grid the detector's pixels
   */
  public static ProjectionMatrix ofPose(
      Vector3 source,
      Vector3 detectorCenter,
      Vector3 columnAxis,
      Vector3 rowAxis,
      DetectorGrid grid) {
    Vector3 normal = columnAxis.cross(rowAxis);
    double sourceToDetector = detectorCenter.minus(source).dot(normal);
    Vector3 middle = detectorCenter.minus(source);
    double[] depth = planeThrough(source, normal.times(1 / sourceToDetector));
    double[] column =
        pixelRow(
            source,
            columnAxis.times(1 / grid.columnSpacingMm()),
            depth,
            grid.centerColumn() - middle.dot(columnAxis) / grid.columnSpacingMm());
    double[] row =
        pixelRow(
            source,
            rowAxis.times(1 / grid.rowSpacingMm()),
            depth,
            grid.centerRow() - middle.dot(rowAxis) / grid.rowSpacingMm());
    double[] all = new double[12];
    System.arraycopy(column, 0, all, 0, 4);
    System.arraycopy(row, 0, all, 4, 4);
    System.arraycopy(depth, 0, all, 8, 4);
    return ofRows(all);
  }

  private static double[] planeThrough(Vector3 point, Vector3 n) {
    return new double[] {n.x(), n.y(), n.z(), -n.dot(point)};
  }

  private static double[] pixelRow(Vector3 source, Vector3 axis, double[] depth, double offset) {
    double[] row = planeThrough(source, axis);
    for (int i = 0; i < 4; i++) {
      row[i] += offset * depth[i];
    }
    return row;
  }

  /** Returns element (row, column), row 0–2, column 0–3. */
  public double at(int row, int column) {
    return m[4 * row + column];
  }

  /** Returns the 12 values, row by row (a copy). */
  public double[] toArray() {
    return m.clone();
  }

  /** Returns the normalised depth w of a point: 1 at the isocentre, positive before the source. */
  public double depth(Vector3 p) {
    return m[8] * p.x() + m[9] * p.y() + m[10] * p.z() + m[11];
  }

  /** Returns the detector column that the point is projected to. */
  public double column(Vector3 p) {
    return (m[0] * p.x() + m[1] * p.y() + m[2] * p.z() + m[3]) / depth(p);
  }

  /** Returns the detector row that the point is projected to. */
  public double row(Vector3 p) {
    return (m[4] * p.x() + m[5] * p.y() + m[6] * p.z() + m[7]) / depth(p);
  }

  /** Returns the determinant of the left 3×3 part; its sign tells the handedness of the image. */
  public double determinant() {
    return m[0] * (m[5] * m[10] - m[6] * m[9])
        - m[1] * (m[4] * m[10] - m[6] * m[8])
        + m[2] * (m[4] * m[9] - m[5] * m[8]);
  }

  /** Returns the position of the source: the point that the matrix maps to (0, 0, 0). */
  public Vector3 source() {
    Vector3 r0 = new Vector3(m[0], m[1], m[2]);
    Vector3 r1 = new Vector3(m[4], m[5], m[6]);
    Vector3 r2 = new Vector3(m[8], m[9], m[10]);
    double det = r0.dot(r1.cross(r2));
    return r1.cross(r2)
        .times(-m[3])
        .plus(r2.cross(r0).times(-m[7]))
        .plus(r0.cross(r1).times(-m[11]))
        .times(1 / det);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProjectionMatrix that && Arrays.equals(m, that.m);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(m);
  }

  @Override
  public String toString() {
    return "ProjectionMatrix" + Arrays.toString(m);
  }
}
