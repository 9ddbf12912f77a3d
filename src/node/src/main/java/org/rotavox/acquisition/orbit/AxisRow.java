package org.rotavox.acquisition.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One axis as the header has it, and what it says about motion whatever the reading.
 *
 * @param axis which one
 * @param angles what the header says
 * @param candidates every reading that the number of its values allows
 * @param forced every reading of the values, whatever the rest of the header says
 * @param frames number of frames of the run
 */
record AxisRow(
    RotationAxis axis,
    AxisAngles angles,
    List<AngleCandidate> candidates,
    List<AngleCandidate> forced,
    int frames) {

  /**
   * What the middle of an arc of 150° spans at least, an uneven motion and rounding allowed for.
   */
  private static final double LEAST_SPREAD_DEG = 110;

  /** How far a standing arm's first angle and list lie apart at most, near 0 and elsewhere. */
  private static final double SAME_PLACE_DEG = 0.3;

  private static final double SAME_TILT_DEG = 1;

  AxisRow withCandidates(List<AngleCandidate> others) {
    return new AxisRow(axis, angles, others, forced, frames);
  }

  /**
   * Returns true if the angle may turn: a possible reading moves, or only excluded ones are there.
   */
  boolean moves() {
    boolean excluded = candidates.stream().allMatch(c -> c.row() == null);
    boolean moving = candidates.stream().anyMatch(c -> c.row() != null && !c.isStill());
    boolean still = candidates.stream().anyMatch(AngleCandidate::isStill);
    return !candidates.isEmpty() && (excluded || moving || (still && !standsStill()));
  }

  /** Returns true if the values are those of an arm that turns by an arc. */
  boolean turns() {
    if (angles.count() < AngleRow.FEWEST_FRAMES || frames < AngleRow.FEWEST_FRAMES) {
      return false;
    }
    if (candidates.isEmpty()) {
      return spread(angles.values()) >= LEAST_SPREAD_DEG;
    }
    return !standsStill()
        && (candidates.stream().anyMatch(AxisRow::spans)
            || forced.stream().anyMatch(c -> !c.reading().isSummed() && spans(c))
            || isRotationOnceForced());
  }

  /**
   * A possible reading leaves the angle where it is. One that the header merely does not contradict
   * is no evidence against a rotation by another reading: changes of a step each, after a first
   * angle of 0, are not the angles of an arm that stands at the first of them.
   */
  private boolean standsStill() {
    return Stream.concat(candidates.stream(), forced.stream())
            .anyMatch(c -> c.isStill() && isWhereTheFirstAngleSays(c))
        || (candidates.stream().anyMatch(AngleCandidate::isStill) && !isRotationOnceForced());
  }

  private boolean isWhereTheFirstAngleSays(AngleCandidate still) {
    AngleRow row = still.row();
    if (row == null || angles.firstDeg().isEmpty()) {
      return true;
    }
    double first = angles.firstDeg().getAsDouble();
    double difference = row.medianDeg() - first;
    double same = Math.min(SAME_TILT_DEG, Math.max(SAME_PLACE_DEG, Math.abs(first) / 4));
    return Math.abs(difference - 360 * Math.rint(difference / 360)) <= same;
  }

  private boolean isRotationOnceForced() {
    return forced.stream().anyMatch(AngleCandidate::isRotation);
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
