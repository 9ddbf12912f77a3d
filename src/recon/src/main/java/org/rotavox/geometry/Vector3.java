package org.rotavox.geometry;

/**
 * A point or direction in patient coordinates: LPS, millimetres for points; the isocentre is the
 * origin.
 *
 * @param x towards the patient's left
 * @param y towards the patient's back (posterior)
 * @param z towards the patient's head (cranial)
 */
public record Vector3(double x, double y, double z) {

  public static final Vector3 ORIGIN = new Vector3(0, 0, 0);

  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  public Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  public Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  /** Returns the right-handed cross product. */
  public Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }

  /** Returns the vector of length 1 in the same direction; NaN components for the zero vector. */
  public Vector3 normalized() {
    return times(1 / length());
  }
}
