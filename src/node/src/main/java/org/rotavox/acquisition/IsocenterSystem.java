package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.acquisition.orbit.AxisAngles;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.Vector3;
import org.rotavox.model.ObstacleCode;

/**
 * The angles of an enhanced object in terms of the room (PS3.3 C.8.19.6.13.1.2): Ap1 from −Y to +X
 * about Z, Ap2 towards +Z, and Ap3, by which the detector is turned about the beam. Over a flat
 * table the room's X, Y and Z are left, posterior and cranial of a patient who lies on the back,
 * head first; other positions exchange signs.
 *
 * <p>The patient-based positioner angles stay what the orbit is made of. These confirm or
 * contradict them, and only they know Ap3. Which way Ap2 counts is found out by the comparison.
 */
final class IsocenterSystem {

  private static final int MACRO = Tag.IsocenterReferenceSystemSequence;
  private static final double LARGEST_DIFFERENCE_DEG = 1;
  private static final double FLAT_DEG = 0.1;
  private static final double NO_TURN_DEG = 0.01;

  /** The signs of the patient's L, P and H along the room's X, Y and Z. */
  private static final Map<String, Vector3> POSITIONS =
      Map.of(
          "HFS", new Vector3(1, 1, 1),
          "HFP", new Vector3(-1, -1, 1),
          "FFS", new Vector3(-1, 1, -1),
          "FFP", new Vector3(1, -1, -1));

  private final double[] first;
  private final double[] second;
  private final double[] turn;
  private final boolean flatTable;
  private final boolean alone;
  private final String position;

  private IsocenterSystem(
      double[] first,
      double[] second,
      double[] turn,
      boolean flatTable,
      boolean alone,
      String position) {
    this.first = first;
    this.second = second;
    this.turn = turn;
    this.flatTable = flatTable;
    this.alone = alone;
    this.position = position;
  }

  /** Returns what an enhanced object says; empty if it has none, or not for every frame. */
  static Optional<IsocenterSystem> of(RunInstances run) {
    FrameScopes scopes = run.scopes();
    Optional<double[]> first = scopes.forEach(MACRO, Tag.PositionerIsocenterPrimaryAngle);
    Optional<double[]> second = scopes.forEach(MACRO, Tag.PositionerIsocenterSecondaryAngle);
    if (!run.kind().isEnhanced() || first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    double[] none = new double[scopes.frames()];
    boolean flat = true;
    for (int tag :
        new int[] {
          Tag.TableHorizontalRotationAngle, Tag.TableHeadTiltAngle, Tag.TableCradleTiltAngle
        }) {
      flat &=
          Arrays.stream(scopes.forEach(MACRO, tag).orElse(none))
              .allMatch(a -> Math.abs(a) <= FLAT_DEG);
    }
    return Optional.of(
        new IsocenterSystem(
            first.get(),
            second.get(),
            scopes.forEach(MACRO, Tag.PositionerIsocenterDetectorRotationAngle).orElse(none),
            flat,
            !scopes.holds(Tag.PositionerPositionSequence, Tag.PositionerPrimaryAngle),
            run.first().getString(Tag.PatientPosition, "")));
  }

  /**
   * Returns an angle in place of positioner angles that are absent altogether: for a patient on the
   * back, head first, on a flat table, and where the direction of Ap2 does not matter.
   *
   * @param primary the primary angle, else the secondary one
   */
  AxisAngles inPlaceOfPositioner(boolean primary) {
    boolean alike =
        flatTable
            && position.equals("HFS")
            && Arrays.stream(second).allMatch(a -> Math.abs(a) <= FLAT_DEG / 2);
    if (!alike) {
      return AxisAngles.unknown();
    }
    return AxisAngles.ofFrames(primary ? first : second);
  }

  /**
   * Compares with the positioner angles.
   *
   * @return the detector's turn about the beam in each frame, degrees clockwise; empty if it is not
   *     turned, or with an obstacle
   */
  List<Double> compared(AngleDecision.Decided angles, Finding finding) {
    if (alone) {
      return turns(finding);
    }
    boolean turned = Arrays.stream(turn).anyMatch(a -> Math.abs(a) > NO_TURN_DEG);
    Vector3 signs = POSITIONS.get(position);
    if (!flatTable || signs == null) {
      String why = flatTable ? "the patient's position is not one of four" : "the table is tilted";
      finding.note("isocentre angles (0018,9462) were not compared: %s", why);
      if (turned) {
        finding.obstacle(
            ObstacleCode.DETECTOR_TURN_UNCERTAIN,
            "the detector is turned about the beam, and "
                + why
                + ": the reference of the turn is not known");
      }
      return List.of();
    }
    double upwards = largestDifferenceDeg(angles, signs, 1);
    double downwards = largestDifferenceDeg(angles, signs, -1);
    double least = Math.min(upwards, downwards);
    if (least > LARGEST_DIFFERENCE_DEG) {
      finding.obstacle(
          ObstacleCode.ANGLES_CONTRADICT,
          String.format(
              java.util.Locale.ROOT,
              "positioner angles and isocentre angles differ by up to %.1f°",
              least));
      return List.of();
    }
    finding.note(
        "isocentre angles (0018,9462) confirm the positioner angles%s",
        downwards < upwards - LARGEST_DIFFERENCE_DEG ? ", Ap2 counted the other way" : "");
    return turns(finding);
  }

  private List<Double> turns(Finding finding) {
    if (Arrays.stream(turn).allMatch(a -> Math.abs(a) <= NO_TURN_DEG)) {
      return List.of();
    }
    finding.note("the detector is turned about the beam by %.2f° (first frame)", turn[0]);
    return Arrays.stream(turn).boxed().toList();
  }

  private double largestDifferenceDeg(AngleDecision.Decided angles, Vector3 signs, int second) {
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      Vector3 room = CArm.towardsDetector(first[i], second * this.second[i]);
      Vector3 patient =
          new Vector3(signs.x() * room.x(), signs.y() * room.y(), signs.z() * room.z());
      Vector3 positioner =
          CArm.towardsDetector(angles.primaryDeg().get(i), angles.secondaryDeg().get(i));
      largest = Math.max(largest, Math.toDegrees(patient.minus(positioner).length()));
    }
    return largest;
  }
}
