package org.rotavox.acquisition.orbit;

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

  private Turning() {}

  /** Returns true if the refused angles are those of an arm that turns. */
  static boolean of(AngleDecision.Refused refused, List<AxisRow> axes) {
    return switch (refused.code()) {
      case NO_ANGLES, NOT_ROTATING, ARC_TOO_SMALL, TOO_FEW_FRAMES -> false;
      case ANGLES_AMBIGUOUS, OTHER_ANGLE_UNREADABLE, ARC_TOO_LARGE, STRAY_ANGLE, GAP -> true;
      default -> axes.stream().anyMatch(AxisRow::turns);
    };
  }
}
