package org.rotavox.acquisition.intensity;

import java.util.Arrays;
import org.rotavox.acquisition.quirk.Quirk;

/**
 * The table of what one step of logarithmic values is worth, where no table leads back to
 * intensity. The first row that fits counts; the last one always does.
 */
public enum LogarithmStep implements Quirk {
  OPTICAL_DENSITY(
      "LOG with Rescale Type OD",
      "thousandths of optical density",
      "PS3.3 C.11.1.1.2 (0028,1054)",
      "logarithm as 1000 × optical density") {
    @Override
    boolean fits(IntensityHeader header, int storedRange) {
      return header.rescaleType().equals("OD");
    }

    @Override
    double naturalLogarithmPerValue(IntensityHeader header) {
      return header.rescaleSlope() * Math.log(10) / 1000;
    }
  },

  NATURAL_LOGARITHM(
      "LOG with a Rescale Slope that gives a range of 0.1 to 30",
      "natural logarithm",
      "PS3.3 C.11.1 (0028,1053); that it is the natural one is the project's assumption",
      "rescaled values were taken as natural logarithms") {
    @Override
    boolean fits(IntensityHeader header, int storedRange) {
      double range = Math.abs(header.rescaleSlope()) * storedRange;
      return header.rescaled() && range < WIDEST_LOG_RANGE && range > NARROWEST_LOG_RANGE;
    }

    @Override
    double naturalLogarithmPerValue(IntensityHeader header) {
      return header.rescaleSlope();
    }
  },

  UNKNOWN(
      "LOG without either",
      "a logarithm of unknown step, the full range taken as 65536 : 1; not quantitative",
      "the project's assumption",
      "the scale of the logarithm is not known: the full range was taken as 65536 : 1") {
    @Override
    boolean fits(IntensityHeader header, int storedRange) {
      return true;
    }

    @Override
    double naturalLogarithmPerValue(IntensityHeader header) {
      return Math.signum(header.rescaleSlope()) * Math.log(1 << 16) / (1 << header.bitsStored());
    }
  };

  /** Values beyond e^±700 leave double; the usual range of a detector is e^11. */
  private static final double WIDEST_LOG_RANGE = 30;

  private static final double NARROWEST_LOG_RANGE = 0.1;

  private final String condition;
  private final String meaning;
  private final String source;
  private final String note;

  LogarithmStep(String condition, String meaning, String source, String note) {
    this.condition = condition;
    this.meaning = meaning;
    this.source = source;
    this.note = note;
  }

  /**
   * Returns the first row that fits.
   *
   * @param storedRange difference of the largest and smallest stored value
   */
  static LogarithmStep first(IntensityHeader header, int storedRange) {
    return Arrays.stream(values())
        .filter(row -> row.fits(header, storedRange))
        .findFirst()
        .orElse(UNKNOWN);
  }

  abstract boolean fits(IntensityHeader header, int storedRange);

  abstract double naturalLogarithmPerValue(IntensityHeader header);

  String note() {
    return note;
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
}
