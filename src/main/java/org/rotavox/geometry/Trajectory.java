package org.rotavox.geometry;

import java.util.List;

/**
 * The way of the C-arm through one run: a detector grid, and for every frame its projection matrix
 * and its rotation angle.
 *
 * <p>The rotation angle is the position of the view on the arc, in the plane of the rotation, in
 * degrees, unwrapped (no jumps at ±180°); only its differences matter: for the angular step and the
 * redundancy weight of the view.
 *
 * @param carm distances and detector; for wobbling orbits the nominal ones
 * @param matrices one for each frame, in the order of acquisition
 * @param rotationAnglesDeg one for each frame, degrees; positive = the detector turns from patient
 *     anterior towards left (rising primary angle) for a rotation about z
 */
public record Trajectory(
    CArm carm, List<ProjectionMatrix> matrices, List<Double> rotationAnglesDeg) {

  public Trajectory {
    matrices = List.copyOf(matrices);
    rotationAnglesDeg = List.copyOf(rotationAnglesDeg);
    if (matrices.isEmpty() || matrices.size() != rotationAnglesDeg.size()) {
      throw new IllegalArgumentException(
          matrices.size() + " matrices for " + rotationAnglesDeg.size() + " angles");
    }
  }

  /** Returns the number of views. */
  public int views() {
    return matrices.size();
  }

  /** Returns the detector's pixel grid. */
  public DetectorGrid detector() {
    return carm.detector();
  }

  /** Returns the angle from the first to the last view, degrees, with its sign. */
  public double sweepDeg() {
    return rotationAnglesDeg.get(views() - 1) - rotationAnglesDeg.get(0);
  }
}
