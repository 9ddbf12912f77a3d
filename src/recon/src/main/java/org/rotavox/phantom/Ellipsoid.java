package org.rotavox.phantom;

import org.rotavox.geometry.Vector3;

/**
 * A solid ellipsoid of uniform attenuation, which is added to what it lies in.
 *
 * @param center its middle, LPS millimetres
 * @param radiusXMm semi-axis along its own x axis, millimetres
 * @param radiusYMm semi-axis along its own y axis, millimetres
 * @param radiusZMm semi-axis along z, millimetres
 * @param rotationZDeg angle by which its own axes are turned about z, from x towards y
 * @param mu attenuation that it adds, 1/mm; negative for a hole
 */
public record Ellipsoid(
    Vector3 center,
    double radiusXMm,
    double radiusYMm,
    double radiusZMm,
    double rotationZDeg,
    double mu) {

  public Ellipsoid {
    if (!(radiusXMm > 0) || !(radiusYMm > 0) || !(radiusZMm > 0)) {
      throw new IllegalArgumentException(
          "ellipsoid of " + radiusXMm + " × " + radiusYMm + " × " + radiusZMm + " mm");
    }
  }

  /** Returns whether a point lies inside. */
  public boolean contains(Vector3 point) {
    Vector3 p = toUnitSphere(point.minus(center));
    return p.dot(p) <= 1;
  }

  /**
   * Returns the length of the chord that a line cuts, millimetres: the distance of the roots of
   * {@code |p + t·q|² = 1} after the ellipsoid is scaled to the unit sphere.
   *
   * @param from any point of the line
   * @param direction unit vector of the line
   */
  public double chordMm(Vector3 from, Vector3 direction) {
    Vector3 p = toUnitSphere(from.minus(center));
    Vector3 q = toUnitSphere(direction);
    double a = q.dot(q);
    double b = p.dot(q);
    double discriminant = b * b - a * (p.dot(p) - 1);
    return discriminant <= 0 ? 0 : 2 * Math.sqrt(discriminant) / a;
  }

  /** Returns a vector in the frame in which the ellipsoid is the unit sphere. */
  Vector3 toUnitSphere(Vector3 p) {
    double angle = Math.toRadians(rotationZDeg);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Vector3(
        (cos * p.x() + sin * p.y()) / radiusXMm,
        (cos * p.y() - sin * p.x()) / radiusYMm,
        p.z() / radiusZMm);
  }
}
