package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lists every reading of one axis that its number of values allows, each with the test against the
 * angle of the first frame: that angle is defined (PS3.3 C.8.7.5.1.2), so a reading that puts the
 * first frame elsewhere is excluded.
 */
final class AngleCandidates {

  private static final double EXACT_DEG = 1e-3;
  private static final double STEPS = 1.25;
  private static final double ROUNDING_DEG = 0.1;
  private static final double LARGEST_ANGLE_DEG = 180.5;

  /** A first angle that the list repeats is what it says, unwrapped: 190° for −170°. */
  private static final double LARGEST_REPEATED_DEG = 360.5;

  private final RotationAxis axis;
  private final AxisAngles angles;
  private final int frames;
  private final double toleranceDeg;

  AngleCandidates(RotationAxis axis, AxisAngles angles, int frames, double toleranceDeg) {
    this.axis = axis;
    this.angles = angles.of(frames);
    this.frames = frames;
    this.toleranceDeg = toleranceDeg;
  }

  /** Returns all readings that the number of values allows. */
  List<AngleCandidate> all() {
    List<AngleCandidate> list = new ArrayList<>();
    for (AngleReading reading : AngleReading.values()) {
      if (reading.isTried()
          && reading.ofFrames() == angles.perFrame()
          && (frames > 1 || reading == AngleReading.CONSTANT_STEP || angles.perFrame())
          && reading.accepts(angles.count(), frames)) {
        list.add(tried(reading));
      }
    }
    return list;
  }

  private AngleCandidate tried(AngleReading reading) {
    if (reading.needsFirst() && angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(reading, noFirst());
    }
    AngleRow row = row(reading);
    return tried(reading, row, tolerance(row));
  }

  private AngleCandidate tried(AngleReading reading, AngleRow row, double tolerance) {
    String contradiction = reading.contradiction(angles, tolerance);
    if (!contradiction.isEmpty()) {
      return AngleCandidate.excluded(reading, contradiction);
    }
    double first = angles.firstDeg().orElse(0);
    boolean repeated = !angles.perFrame() && first == angles.values()[0];
    return Math.abs(first) > (repeated ? LARGEST_REPEATED_DEG : LARGEST_ANGLE_DEG)
        ? AngleCandidate.excluded(reading, text("a first angle of %.1f° lies beyond ±180°", first))
        : AngleCandidate.possible(reading, row);
  }

  /**
   * Returns the readings that give a rotation and are possible once the angle of the first frame
   * and the first of the list may differ by a step of that rotation: they are two measurements of
   * an arm that moves.
   */
  List<AngleCandidate> withinAStep() {
    List<AngleCandidate> list = new ArrayList<>();
    for (AngleCandidate candidate : all()) {
      if (candidate.row() == null && !angles.perFrame()) {
        AngleCandidate forced = forced(candidate.reading());
        AngleRow row = forced.row();
        if (row != null && forced.isRotation()) {
          list.add(tried(candidate.reading(), row, aboutOneStep(row.medianStepDeg())));
        }
      }
    }
    return list;
  }

  /** Returns this reading where the first angle and the first of the list may differ by so much. */
  AngleCandidate within(AngleReading reading, double deg) {
    AngleCandidate forced = forced(reading);
    AngleRow row = forced.row();
    return row == null ? forced : tried(reading, row, Math.max(deg, tolerance(row)));
  }

  /** Jitter and rounding of both values add a little to the step. */
  static double aboutOneStep(double stepDeg) {
    return STEPS * Math.abs(stepDeg) + ROUNDING_DEG;
  }

  /** Returns this reading of the values, without asking whether the header agrees. */
  AngleCandidate forced(AngleReading reading) {
    if (reading.needsFirst() && angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(reading, noFirst());
    }
    if (!reading.accepts(angles.count(), frames)) {
      return AngleCandidate.excluded(
          reading, text("there are %d values for %d frames", angles.count(), frames));
    }
    return AngleCandidate.possible(reading, row(reading));
  }

  private AngleRow row(AngleReading reading) {
    double[] degrees = reading.degrees(angles.firstDeg().orElse(0), angles.values(), frames);
    return reading.isSummed()
        ? AngleRow.ofSums(degrees, toleranceDeg)
        : AngleRow.of(degrees, toleranceDeg);
  }

  /** An exact agreement of any reading with the first angle leaves no room for rough ones. */
  private double tolerance(AngleRow row) {
    double first = angles.firstDeg().orElse(0);
    double value = angles.values()[0];
    boolean exact = Math.abs(value) <= EXACT_DEG || Math.abs(value - first) <= EXACT_DEG;
    return exact ? EXACT_DEG : Math.max(0.01, row.toleranceDeg());
  }

  private String noFirst() {
    return axis.angleTag() + " is absent: the angle of the first frame is not known";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
