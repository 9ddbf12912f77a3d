package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lists every reading of one axis that its number of values allows, each with the test against the
 * angle of the first frame: that angle is defined (PS3.3 C.8.7.5.1.2), so a reading that puts the
 * first frame elsewhere is excluded.
 */
final class AngleCandidates {

  private static final double EXACT_DEG = 1e-3;
  private static final double LARGEST_ANGLE_DEG = 180.5;
  private static final double LARGEST_ABSOLUTE_DEG = 360.5;

  private final RotationAxis axis;
  private final AxisAngles angles;
  private final int frames;
  private final double toleranceDeg;

  AngleCandidates(RotationAxis axis, AxisAngles angles, int frames, double toleranceDeg) {
    this.axis = axis;
    this.angles = angles;
    this.frames = frames;
    this.toleranceDeg = toleranceDeg;
  }

  /** Returns all readings that the number of values allows. */
  List<AngleCandidate> all() {
    List<AngleCandidate> list = new ArrayList<>();
    if (angles.perFrame()) {
      if (angles.count() == frames) {
        list.add(AngleCandidate.possible(AngleReading.PER_FRAME, row(angles.values())));
      }
      return list;
    }
    if (angles.count() == frames && frames > 1) {
      list.add(offset());
      list.add(absolute());
      list.add(delta());
    } else if (angles.count() == frames - 1 && frames > 2) {
      list.add(delta());
    } else if (angles.count() == 1) {
      list.add(constantStep());
    }
    return list;
  }

  /** Returns this reading of the values, without asking whether the header agrees. */
  AngleCandidate forced(AngleReading reading) {
    double[] v = angles.values();
    boolean needsFirst = reading != AngleReading.ABSOLUTE && reading != AngleReading.PER_FRAME;
    if (needsFirst && angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(reading, noFirst());
    }
    int needed = reading == AngleReading.CONSTANT_STEP ? 1 : frames;
    boolean shortDeltas = reading == AngleReading.DELTA && v.length == frames - 1;
    if (v.length != needed && !shortDeltas) {
      return AngleCandidate.excluded(
          reading, text("there are %d values for %d frames", v.length, frames));
    }
    boolean summed = reading == AngleReading.DELTA || reading == AngleReading.DELTA_TO_NEXT;
    double[] degrees = anglesBy(reading);
    return AngleCandidate.possible(reading, summed ? sums(degrees) : row(degrees));
  }

  private AngleCandidate offset() {
    if (angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(AngleReading.OFFSET, noFirst());
    }
    double first = angles.values()[0];
    AngleRow row = row(anglesBy(AngleReading.OFFSET));
    if (Math.abs(first) > tolerance(row)) {
      return AngleCandidate.excluded(
          AngleReading.OFFSET, text("offsets begin with 0, the first value is %.3f°", first));
    }
    return checkedRange(AngleCandidate.possible(AngleReading.OFFSET, row));
  }

  private AngleCandidate absolute() {
    double[] v = angles.values();
    AngleRow row = row(v);
    if (Arrays.stream(v).anyMatch(a -> Math.abs(a) > LARGEST_ABSOLUTE_DEG)) {
      return AngleCandidate.excluded(AngleReading.ABSOLUTE, "angles beyond ±360°");
    }
    if (angles.firstDeg().isEmpty()) {
      return Math.abs(v[0]) > Math.max(1, tolerance(row))
          ? AngleCandidate.possible(AngleReading.ABSOLUTE, row)
          : AngleCandidate.excluded(
              AngleReading.ABSOLUTE, noFirst() + ", and the values begin with 0 as offsets would");
    }
    double first = angles.firstDeg().getAsDouble();
    double difference = v[0] - first;
    difference -= 360 * Math.rint(difference / 360);
    if (first != 0 && Math.abs(difference) > tolerance(row)) {
      return AngleCandidate.excluded(
          AngleReading.ABSOLUTE,
          text("the first frame stands at %.3f°, the first value is %.3f°", first, v[0]));
    }
    return checkedRange(AngleCandidate.possible(AngleReading.ABSOLUTE, row));
  }

  private AngleCandidate delta() {
    if (angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(AngleReading.DELTA, noFirst());
    }
    double[] v = angles.values();
    AngleRow row = sums(anglesBy(AngleReading.DELTA));
    if (v.length == frames && Math.abs(v[0]) > EXACT_DEG * 10) {
      return AngleCandidate.excluded(
          AngleReading.DELTA,
          text(
              "the first of %d changes is %.3f°, though nothing comes before the first frame",
              frames, v[0]));
    }
    return checkedRange(AngleCandidate.possible(AngleReading.DELTA, row));
  }

  private AngleCandidate constantStep() {
    if (angles.firstDeg().isEmpty()) {
      return AngleCandidate.excluded(AngleReading.CONSTANT_STEP, noFirst());
    }
    return checkedRange(
        AngleCandidate.possible(
            AngleReading.CONSTANT_STEP, row(anglesBy(AngleReading.CONSTANT_STEP))));
  }

  private AngleCandidate checkedRange(AngleCandidate candidate) {
    double first = angles.firstDeg().orElse(0);
    return Math.abs(first) > LARGEST_ANGLE_DEG
        ? AngleCandidate.excluded(
            candidate.reading(), text("a first angle of %.1f° lies beyond ±180°", first))
        : candidate;
  }

  private double[] anglesBy(AngleReading reading) {
    double[] v = angles.values();
    double first = angles.firstDeg().orElse(0);
    double[] out = new double[frames];
    double sum = first;
    for (int i = 0; i < frames; i++) {
      out[i] =
          switch (reading) {
            case OFFSET -> first + v[i];
            case ABSOLUTE, PER_FRAME -> v[i];
            case CONSTANT_STEP -> first + i * v[0];
            case DELTA -> sum += v.length == frames ? v[i] : i == 0 ? 0 : v[i - 1];
            case DELTA_TO_NEXT -> sum += i == 0 ? 0 : v[i - 1];
          };
    }
    return out;
  }

  /** An exact agreement of any reading with the first angle leaves no room for rough ones. */
  private double tolerance(AngleRow row) {
    double first = angles.firstDeg().orElse(0);
    double value = angles.values()[0];
    boolean exact = Math.abs(value) <= EXACT_DEG || Math.abs(value - first) <= EXACT_DEG;
    return exact ? EXACT_DEG : Math.max(0.01, row.toleranceDeg());
  }

  private AngleRow row(double[] raw) {
    return AngleRow.of(raw, toleranceDeg);
  }

  private AngleRow sums(double[] raw) {
    return AngleRow.ofSums(raw, toleranceDeg);
  }

  private String noFirst() {
    return axis.angleTag() + " is absent: the angle of the first frame is not known";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
