package org.rotavox.acquisition.sidecar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.geometry.ProjectionMatrix;

/**
 * The axes of a geometry file in terms of the patient: three letters, where its x, y and z point
 * ({@code L} left, {@code R} right, {@code P} posterior, {@code A} anterior, {@code S} superior,
 * {@code I} inferior). {@code LPS} are the project's own; RTK's IEC 61217 axes over a patient on
 * the back, head first, are {@code LSA}.
 *
 * @param name the three letters
 */
public record PatientAxes(String name) {

  private static final String LETTERS = "LPS";
  private static final String OPPOSITES = "RAI";

  public PatientAxes {
    if (name.length() != 3 || determinant(name) != 1) {
      throw new IllegalArgumentException(
          "patient axes are three letters of LRPASI, right-handed, such as LPS or LSA: " + name);
    }
  }

  /** Returns the axes of this name if there are such. */
  public static Optional<PatientAxes> named(String name) {
    return name.length() == 3 && determinant(name) == 1
        ? Optional.of(new PatientAxes(name))
        : Optional.empty();
  }

  /** Returns all 24 right-handed axes. */
  static List<PatientAxes> all() {
    List<PatientAxes> all = new ArrayList<>();
    List<String> letters = List.of((LETTERS + OPPOSITES).split(""));
    for (String x : letters) {
      for (String y : letters) {
        for (String z : letters) {
          named(x + y + z).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** Returns the matrix for LPS points, from the one for points in these axes. */
  ProjectionMatrix apply(ProjectionMatrix matrix) {
    double[] m = matrix.toArray();
    double[] out = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        out[4 * row + patientAxis(name.charAt(axis))] = sign(name.charAt(axis)) * m[4 * row + axis];
      }
      out[4 * row + 3] = m[4 * row + 3];
    }
    return ProjectionMatrix.ofRows(out);
  }

  private static int patientAxis(char letter) {
    return Math.max(LETTERS.indexOf(letter), OPPOSITES.indexOf(letter));
  }

  private static int sign(char letter) {
    return LETTERS.indexOf(letter) >= 0 ? 1 : -1;
  }

  /** Returns 1 for right-handed axes, −1 for left-handed ones, 0 for anything else. */
  private static int determinant(String name) {
    int x = patientAxis(name.charAt(0));
    int y = patientAxis(name.charAt(1));
    int z = patientAxis(name.charAt(2));
    if (x < 0 || y < 0 || z < 0 || x == y || y == z || x == z) {
      return 0;
    }
    int permutation = Math.floorMod(y - x, 3) == 1 ? 1 : -1;
    return permutation * sign(name.charAt(0)) * sign(name.charAt(1)) * sign(name.charAt(2));
  }
}
