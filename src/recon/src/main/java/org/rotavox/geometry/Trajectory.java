package org.rotavox.geometry;

import java.util.List;
import java.util.stream.IntStream;

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

  /**
   * Returns the trajectory of evenly spaced views on an ideal circle about the patient's z axis.
   *
   * @param firstDeg primary angle of the first view
   * @param lastDeg primary angle of the last view; smaller than the first for a falling rotation
   * @param views number of views
   */
  public static Trajectory circular(CArm carm, double firstDeg, double lastDeg, int views) {
    double stepDeg = views > 1 ? (lastDeg - firstDeg) / (views - 1) : 0;
    List<Double> angles = IntStream.range(0, views).mapToObj(i -> firstDeg + i * stepDeg).toList();
    return new Trajectory(carm, angles.stream().map(a -> carm.at(a, 0)).toList(), angles);
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
