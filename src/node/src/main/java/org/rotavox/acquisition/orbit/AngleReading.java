package org.rotavox.acquisition.orbit;

import java.util.Arrays;
import java.util.Locale;
import org.rotavox.acquisition.quirk.Quirk;

/**
 * The table of ways to write the angles of all frames (0018,1510 / 1511 and 1520 / 1521). A new way
 * is one more constant: how many values it has, what excludes it, and the angles that it gives. It
 * is then tried for every run, and is a value of the station entry's {@code angleReading}.
 */
public enum AngleReading implements Quirk {
  OFFSET(
      "OFFSET",
      "N values, the first is 0 up to the run's own jitter, or up to a step where nothing else is"
          + " possible",
      "angle = first angle + value",
      "PS3.3 C.8.7.5.1.3; GE and Philips by the project's field knowledge") {
    @Override
    String contradiction(AxisAngles angles, double toleranceDeg) {
      double value = angles.values()[0];
      return Math.abs(value) > toleranceDeg
          ? text("offsets begin with 0; the first value is %.3f°", value + 0.0)
          : "";
    }

    @Override
    double[] degrees(double first, double[] values, int frames) {
      return Arrays.stream(values).map(v -> first + v).toArray();
    }
  },

  ABSOLUTE(
      "ABSOLUTE",
      "N values, the first is the first angle up to the run's own jitter, or up to a step where"
          + " nothing else is possible; or the first angle is 0",
      "angle = value",
      "note in PS3.3 C.8.7.5.1.3; Siemens by the project's field knowledge") {
    @Override
    String contradiction(AxisAngles angles, double toleranceDeg) {
      double[] v = angles.values();
      if (Arrays.stream(v).anyMatch(a -> Math.abs(a) > LARGEST_ABSOLUTE_DEG)) {
        return "angles beyond ±360°";
      }
      if (angles.firstDeg().isEmpty()) {
        return Math.abs(v[0]) > Math.max(1, toleranceDeg)
            ? ""
            : "the angle of the first frame is absent, and the values begin with 0 as offsets would";
      }
      double first = angles.firstDeg().getAsDouble();
      double difference = v[0] - first;
      difference -= 360 * Math.rint(difference / 360);
      return first != 0 && Math.abs(difference) > toleranceDeg
          ? text(
              "the first frame stands at %.3f°, the first value is %.3f°", first + 0.0, v[0] + 0.0)
          : "";
    }

    @Override
    double[] degrees(double first, double[] values, int frames) {
      return values.clone();
    }

    @Override
    boolean needsFirst() {
      return false;
    }
  },

  DELTA(
      "DELTA",
      "N values, the first is 0, or N−1 values; the changes fit each other",
      "angle = first angle + sum of the changes so far",
      "field knowledge of the project; device unknown") {
    @Override
    boolean accepts(int values, int frames) {
      return values == frames || (values == frames - 1 && frames > 2);
    }

    @Override
    String contradiction(AxisAngles angles, double toleranceDeg) {
      double[] v = angles.values();
      return v.length == angles.frames() && Math.abs(v[0]) > STANDING_STILL_DEG
          ? text(
              "the first of %d changes is %.3f°, but the first frame has no predecessor",
              v.length, v[0])
          : "";
    }

    @Override
    double[] degrees(double first, double[] values, int frames) {
      return sums(first, values, values.length == frames ? 0 : 1, frames);
    }

    @Override
    boolean isSummed() {
      return true;
    }
  },

  DELTA_TO_NEXT(
      "DELTA",
      "N values; only where a station entry prescribes it",
      "as DELTA, but value i leads from frame i to frame i + 1; the last one is unused",
      "the other meaning of N changes that begin with a full step; device unknown") {
    @Override
    double[] degrees(double first, double[] values, int frames) {
      return sums(first, values, 1, frames);
    }

    @Override
    boolean isSummed() {
      return true;
    }

    @Override
    boolean isTried() {
      return false;
    }
  },

  CONSTANT_STEP(
      "CONSTANT_STEP",
      "one value",
      "angle of frame i = first angle + i · value",
      "PS3.3 C.8.7.5.1.3, mean change per frame") {
    @Override
    boolean accepts(int values, int frames) {
      return values == 1;
    }

    @Override
    double[] degrees(double first, double[] values, int frames) {
      double[] out = new double[frames];
      Arrays.setAll(out, i -> first + i * values[0]);
      return out;
    }
  },

  PER_FRAME(
      "PER_FRAME",
      "enhanced objects (positioner of every frame) and runs of single frames",
      "the frame's own angle",
      "PS3.3 C.8.19.6.10 and C.8.7.5.1.2") {
    @Override
    boolean ofFrames() {
      return true;
    }

    @Override
    double[] degrees(double first, double[] values, int frames) {
      return values.clone();
    }

    @Override
    boolean needsFirst() {
      return false;
    }
  };

  private static final double LARGEST_ABSOLUTE_DEG = 360.5;

  /** The first of N changes is 0, not just small: a small one could be the motion's beginning. */
  private static final double STANDING_STILL_DEG = 0.01;

  private final String factValue;
  private final String condition;
  private final String meaning;
  private final String source;

  AngleReading(String factValue, String condition, String meaning, String source) {
    this.factValue = factValue;
    this.condition = condition;
    this.meaning = meaning;
    this.source = source;
  }

  /** Returns the value of the fact {@code angleReading}: one of those that its meaning lists. */
  public String factValue() {
    return factValue;
  }

  @Override
  public String condition() {
    return condition;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String source() {
    return source;
  }

  /** Returns true if this is a reading of as many values. */
  boolean accepts(int values, int frames) {
    return values == frames;
  }

  /**
   * Returns what in the header excludes this reading, as text; empty if nothing does.
   *
   * @param toleranceDeg how rough this row of angles is
   */
  String contradiction(AxisAngles angles, double toleranceDeg) {
    return "";
  }

  /**
   * Returns the angle of each frame.
   *
   * @param first the angle of the first frame; 0 if absent and not needed
   */
  abstract double[] degrees(double first, double[] values, int frames);

  /** Returns true if it starts from the angle of the first frame. */
  boolean needsFirst() {
    return true;
  }

  /** Returns true if it sums up changes, so that one damaged value shifts all after it. */
  boolean isSummed() {
    return false;
  }

  /** Returns true if the frames carry the values, false if a list of increments does. */
  boolean ofFrames() {
    return false;
  }

  /** Returns true if it is tried for every run, false if only where it is prescribed. */
  boolean isTried() {
    return true;
  }

  /** Returns true if the angle that does not turn may be written so, where this one turns. */
  boolean goesWith(AngleReading other) {
    return !other.isSummed() && !other.ofFrames() && (!isSummed() || other == CONSTANT_STEP);
  }

  private static double[] sums(double first, double[] values, int shift, int frames) {
    double[] out = new double[frames];
    double sum = first;
    for (int i = 0; i < frames; i++) {
      sum += i < shift ? 0 : values[i - shift];
      out[i] = sum;
    }
    return out;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
