package org.rotavox.acquisition.orbit;

import java.util.Arrays;
import java.util.List;

/**
 * Whether an arm turns about the patient although its angles are refused: a run that turns waits
 * for a person, one that stands still does not.
 *
 * <p>Damage to single values decides nothing: what counts is the middle of the angles, from the
 * tenth to the ninetieth of a hundred. A row that any possible reading leaves where it is does not
 * turn.
 */
final class Turning {

  /**
   * What the middle of an arc of 150° spans at least, an uneven motion and rounding allowed for.
   */
  private static final double LEAST_SPREAD_DEG = 110;

  private Turning() {}

  /** Returns true if the refused angles are those of an arm that turns. */
  static boolean of(AngleDecision.Refused refused, List<AxisRow> axes) {
    return switch (refused.code()) {
      case "NO_ANGLES", "NOT_ROTATING", "ARC_TOO_SMALL", "TOO_FEW_FRAMES" -> false;
      case "ANGLES_AMBIGUOUS", "OTHER_ANGLE_UNREADABLE", "ARC_TOO_LARGE", "STRAY_ANGLE", "GAP" ->
          true;
      default -> axes.stream().anyMatch(AxisRow::turns);
    };
  }

  /**
   * One axis as the header has it.
   *
   * @param angles what it says
   * @param candidates every reading that the number of its values allows
   * @param forced every reading of the values, whatever the rest of the header says
   * @param frames number of frames of the run
   */
  record AxisRow(
      AxisAngles angles, List<AngleCandidate> candidates, List<AngleCandidate> forced, int frames) {

    private boolean turns() {
      if (angles.count() < AngleRow.FEWEST_FRAMES || frames < AngleRow.FEWEST_FRAMES) {
        return false;
      }
      if (candidates.isEmpty()) {
        return spread(angles.values()) >= LEAST_SPREAD_DEG;
      }
      boolean still =
          candidates.stream()
              .flatMap(c -> c.rotationFlaws().stream())
              .anyMatch(flaw -> flaw.kind() == Flaw.Kind.NOT_ROTATING);
      return !still
          && (candidates.stream().anyMatch(AxisRow::spans)
              || forced.stream().anyMatch(AngleCandidate::isRotation));
    }

    private static boolean spans(AngleCandidate candidate) {
      AngleRow row = candidate.row();
      return row != null && spread(row.degrees()) >= LEAST_SPREAD_DEG;
    }

    private static double spread(double[] values) {
      double[] sorted = Arrays.stream(values).sorted().toArray();
      int last = sorted.length - 1;
      return sorted[last - last / 10] - sorted[last / 10];
    }
  }
}
