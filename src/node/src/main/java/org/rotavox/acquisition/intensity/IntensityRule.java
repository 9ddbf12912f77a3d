package org.rotavox.acquisition.intensity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rotavox.acquisition.intensity.IntensityReading.Relationship;
import org.rotavox.model.ObstacleCode;

/**
 * Decides how stored values are turned into intensity. What the header says holds; what it does not
 * state is decided from bit depth and values, with a note; what the values contradict is refused.
 */
public final class IntensityRule {

  /** Edges brighter than the middle by this share of the range: there is air at the edges. */
  private static final double CLEARLY_AIR = 0.2;

  private final IntensityHeader header;
  private final FrameSample sample;
  private final List<String> notes = new ArrayList<>();
  private final List<String> notQuantitative = new ArrayList<>();

  private IntensityRule(IntensityHeader header, FrameSample sample) {
    this.header = header;
    this.sample = sample;
  }

  /**
   * What was decided.
   *
   * @param scale empty if refused
   * @param code the obstacle; empty if not refused
   * @param tag the attribute that it is about
   * @param sentence why, in words
   */
  public record Result(
      Optional<IntensityScale> scale, Optional<ObstacleCode> code, String tag, String sentence) {}

  /**
   * Decides.
   *
   * @param header what the header says
   * @param sample what some frames look like
   * @param forced the reading that the station's configuration prescribes; empty = find out
   */
  public static Result decide(
      IntensityHeader header, FrameSample sample, Optional<IntensityReading> forced) {
    IntensityRule rule = new IntensityRule(header, sample);
    return forced.isPresent() ? rule.scaled(forced.get()) : rule.decideOpen();
  }

  private Result decideOpen() {
    double air = sample.edgeOverMiddle();
    boolean inverted;
    if (header.sign().isPresent()) {
      inverted = header.sign().getAsInt() < 0;
      if (Math.abs(air) > CLEARLY_AIR && inverted == air > 0) {
        return refuse(
            ObstacleCode.INTENSITY_SIGN_CONTRADICTS,
            text(
                "the sign is %+d, but the edges are %s than the middle by %.0f %% of "
                    + "the range: the air beside the patient contradicts the sign",
                header.sign().getAsInt(), air > 0 ? "higher" : "lower", 100 * Math.abs(air)));
      }
    } else if (Math.abs(air) > CLEARLY_AIR) {
      inverted = air < 0;
      notes.add(
          text(
              "(0028,1041) is absent: the edges are %s than the middle, so a lower value is %s"
                  + " radiation",
              air > 0 ? "higher" : "lower", inverted ? "more" : "less"));
    } else if (header.monochrome1()) {
      return refuse(
          ObstacleCode.INTENSITY_SIGN_UNKNOWN,
          "the sign is absent, the image is MONOCHROME1, and without air beside "
              + "the patient the sign is not known");
    } else {
      inverted = false;
      notes.add("(0028,1041) is absent: a lower value was taken as less radiation");
    }
    return withRelationship(inverted);
  }

  private Result withRelationship(boolean inverted) {
    if (header.relationship().isPresent()) {
      return scaled(IntensityReading.of(header.relationship().get(), inverted));
    }
    notQuantitative.add("the pixel intensity relationship is absent");
    double ratio = sample.percentileRatio();
    Optional<SilentRelationship.Fitting> taken = SilentRelationship.first(header, ratio, inverted);
    if (taken.isPresent()) {
      notes.add(taken.get().note());
      return scaled(IntensityReading.of(taken.get().row().relationship(), inverted));
    }
    return refuse(
        ObstacleCode.INTENSITY_UNKNOWN,
        text(
            "the relationship is absent, and values that span a factor of %.1f%s can be linear or"
                + " logarithmic",
            ratio, inverted ? " with the opposite sign" : ""));
  }

  private Result scaled(IntensityReading reading) {
    if (header.bitsStored() <= 8) {
      notQuantitative.add(header.bitsStored() + " bits only");
    }
    if (header.lossy()) {
      notQuantitative.add("lossy compression");
    }
    if (header.imageType().stream().findFirst().filter("DERIVED"::equals).isPresent()) {
      notQuantitative.add("the image is DERIVED from others");
    }
    int lowest = sample.frames().stream().mapToInt(FrameSample.Frame::low).min().orElse(0);
    boolean straight = reading.relationship() != Relationship.LOG && !reading.inverted();
    if (straight && straightened(reading, lowest) < 0) {
      return refuse(
          ObstacleCode.INTENSITY_NEGATIVE,
          header.rescaled() ? "(0028,1052)" : ObstacleCode.INTENSITY_NEGATIVE.attribute(),
          text(
              "values go down to %.0f: values proportional to intensity are not "
                  + "negative, and the value of zero intensity is not known",
              straightened(reading, lowest)));
    }
    return switch (reading.relationship()) {
      case LIN -> result(reading, straight(reading));
      case DISP -> {
        notQuantitative.add("the grey scale is made for display");
        yield result(reading, straight(reading));
      }
      case LOG -> logarithmic(reading);
    };
  }

  private float[] straight(IntensityReading reading) {
    float[] table = new float[1 << header.bitsStored()];
    for (int i = 0; i < table.length; i++) {
      double intensity = straightened(reading, header.smallestValue() + i);
      table[i] = (float) reading.straightened(Math.max(0, intensity));
    }
    return table;
  }

  /** A value that counts up with intensity, from 0. */
  private double straightened(IntensityReading reading, int value) {
    if (reading.inverted()) {
      return header.largestValue() - value;
    }
    return header.rescaled() && header.rescaleSlope() > 0
        ? value * header.rescaleSlope() + header.rescaleIntercept()
        : value;
  }

  private Result logarithmic(IntensityReading reading) {
    if (header.modalityLut().isEmpty()) {
      return result(reading, exponential(reading));
    }
    ModalityLut lut = header.modalityLut().get();
    int from = sample.smallest();
    int to = sample.largest();
    return switch (lut.shape(from, to)) {
      case STRAIGHT -> {
        notes.add("the modality LUT is a straight line: its values were taken as logarithms");
        yield result(reading, exponential(reading));
      }
      case EXPONENTIAL -> {
        if (lut.rises(from, to) == reading.inverted()) {
          yield refuse(
              ObstacleCode.INTENSITY_LUT_CONTRADICTS,
              "the modality LUT "
                  + (reading.inverted() ? "rises" : "falls")
                  + " with the pixel value, which contradicts the sign");
        }
        float[] table = new float[1 << header.bitsStored()];
        for (int i = 0; i < table.length; i++) {
          table[i] = lut.at(header.smallestValue() + i);
        }
        notes.add("linear intensity by the modality LUT");
        yield result(reading, table);
      }
      case OTHER ->
          refuse(
              ObstacleCode.INTENSITY_LUT_UNREADABLE,
              "the modality LUT leads neither to intensity nor to its logarithm: it is flat, turns"
                  + " back, or flattens out");
    };
  }

  private float[] exponential(IntensityReading reading) {
    LogarithmStep step =
        LogarithmStep.first(header, Math.max(1, sample.largest() - sample.smallest()));
    notes.add(step.note());
    if (step == LogarithmStep.UNKNOWN) {
      notQuantitative.add("the size of a step of the logarithm is not known");
    }
    double perValue = step.naturalLogarithmPerValue(header);
    boolean falls = reading.inverted();
    int reference = falls ? sample.smallest() : sample.largest();
    float[] table = new float[1 << header.bitsStored()];
    for (int i = 0; i < table.length; i++) {
      double logarithm = (header.smallestValue() + i - reference) * Math.abs(perValue);
      table[i] = (float) (60000 * Math.exp(Math.min(3, falls ? -logarithm : logarithm)));
    }
    return table;
  }

  private Result result(IntensityReading reading, float[] table) {
    notes.add("pixel values as " + reading + ": " + reading.meaning());
    return new Result(
        Optional.of(
            new IntensityScale(reading, header.smallestValue(), table, notQuantitative, notes)),
        Optional.empty(),
        "",
        "");
  }

  private static Result refuse(ObstacleCode code, String sentence) {
    return refuse(code, code.attribute(), sentence);
  }

  private static Result refuse(ObstacleCode code, String tag, String sentence) {
    return new Result(Optional.empty(), Optional.of(code), tag, sentence);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
