package org.rotavox.acquisition.orbit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one axis: either it contradicts the header, or it gives a row of angles.
 *
 * @param reading the reading
 * @param contradiction why the header excludes it; empty if it does not
 * @param row the angles; null exactly if there is a contradiction
 */
record AngleCandidate(AngleReading reading, String contradiction, @Nullable AngleRow row) {

  static AngleCandidate excluded(AngleReading reading, String contradiction) {
    return new AngleCandidate(reading, contradiction, null);
  }

  static AngleCandidate possible(AngleReading reading, AngleRow row) {
    return new AngleCandidate(reading, "", row);
  }

  /** Returns why this is not a rotation that can be reconstructed; empty if it is one. */
  List<Flaw> rotationFlaws() {
    return row == null ? List.of() : row.rotationFlaws();
  }

  /** Returns true if it leaves the angle where it is. */
  boolean isStill() {
    return rotationFlaws().stream().anyMatch(flaw -> flaw.kind() == Flaw.Kind.NOT_ROTATING);
  }

  boolean isRotation() {
    return row != null && row.rotationFlaws().isEmpty();
  }

  /** Returns true if both readings put every frame at the same place. */
  boolean sameAs(AngleCandidate other) {
    if (row == null || other.row == null) {
      return false;
    }
    double[] a = row.degrees();
    double[] b = other.row.degrees();
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      if (Math.abs(difference - 360 * Math.rint(difference / 360)) > SAME_DEG) {
        return false;
      }
    }
    return true;
  }

  /** Two readings that differ by less give the same volume; hundredths are lost in rounding. */
  private static final double SAME_DEG = 0.02;
}
