package org.rotavox.acquisition.orbit;

import java.util.List;
import org.rotavox.model.ObstacleCode;

/** What came out of the angles of a header: one possible reading, or a refusal. */
public sealed interface AngleDecision {

  /** Returns which readings were considered, and why each was kept or rejected, in words. */
  List<String> notes();

  /**
   * Exactly one reading is possible.
   *
   * @param reading how the turning angle was read
   * @param axis which angle turns
   * @param primaryDeg one for each frame, unwrapped
   * @param secondaryDeg one for each frame, unwrapped
   * @param meanStepDeg mean step of the turning angle, with its sign
   * @param stepVariation standard deviation of the steps divided by their mean
   */
  record Decided(
      AngleReading reading,
      RotationAxis axis,
      List<Double> primaryDeg,
      List<Double> secondaryDeg,
      double meanStepDeg,
      double stepVariation,
      List<String> notes)
      implements AngleDecision {

    public Decided {
      primaryDeg = List.copyOf(primaryDeg);
      secondaryDeg = List.copyOf(secondaryDeg);
      notes = List.copyOf(notes);
    }

    /** Returns the angles of the axis that turns. */
    public List<Double> turningDeg() {
      return axis == RotationAxis.PRIMARY ? primaryDeg : secondaryDeg;
    }

    /** Returns the angle between the first and the last frame, with its sign. */
    public double sweepDeg() {
      List<Double> angles = turningDeg();
      return angles.get(angles.size() - 1) - angles.get(0);
    }
  }

  /**
   * No reading is possible, or several that give different volumes.
   *
   * @param code the obstacle
   * @param tag the attribute that it is about
   * @param sentence what was found
   * @param sweepDeg the arc of the best reading; 0 if there is none
   * @param frames how many angles there are at least, in that reading
   * @param prescribable the readings by which the same values are a rotation, whatever the rest of
   *     the header says
   * @param turns whether the values are those of an arm that turns about the patient, however they
   *     are read
   */
  record Refused(
      ObstacleCode code,
      String tag,
      String sentence,
      double sweepDeg,
      int frames,
      List<AngleReading> prescribable,
      boolean turns,
      List<String> notes)
      implements AngleDecision {

    public Refused {
      prescribable = List.copyOf(prescribable);
      notes = List.copyOf(notes);
    }

    Refused withPrescribable(List<AngleReading> readings) {
      return new Refused(code, tag, sentence, sweepDeg, frames, readings, turns, notes);
    }

    Refused turning(boolean itTurns) {
      return new Refused(code, tag, sentence, sweepDeg, frames, prescribable, itTurns, notes);
    }
  }
}
