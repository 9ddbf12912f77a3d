package org.rotavox.result.picture;

import org.rotavox.geometry.Vector3;

/**
 * The six directions of the patient axes and their letters (PS3.3 C.7.6.1.1.1, with H and F for
 * head and foot).
 */
public enum PatientDirection {
  LEFT("L", 0, 1),
  RIGHT("R", 0, -1),
  POSTERIOR("P", 1, 1),
  ANTERIOR("A", 1, -1),
  HEAD("H", 2, 1),
  FOOT("F", 2, -1);

  private final String letter;
  private final int axis;
  private final int sign;

  PatientDirection(String letter, int axis, int sign) {
    this.letter = letter;
    this.axis = axis;
    this.sign = sign;
  }

  /** Returns the letter for the edge of a picture. */
  public String letter() {
    return letter;
  }

  /** Returns the patient axis: 0 = x, 1 = y, 2 = z. */
  public int axis() {
    return axis;
  }

  /** Returns +1 if the coordinate rises in this direction, else −1. */
  public int sign() {
    return sign;
  }

  /** Returns the opposite direction. */
  public PatientDirection opposite() {
    return switch (this) {
      case LEFT -> RIGHT;
      case RIGHT -> LEFT;
      case POSTERIOR -> ANTERIOR;
      case ANTERIOR -> POSTERIOR;
      case HEAD -> FOOT;
      case FOOT -> HEAD;
    };
  }

  /** Returns the unit vector in LPS coordinates. */
  public Vector3 vector() {
    return switch (axis) {
      case 0 -> new Vector3(sign, 0, 0);
      case 1 -> new Vector3(0, sign, 0);
      default -> new Vector3(0, 0, sign);
    };
  }
}
