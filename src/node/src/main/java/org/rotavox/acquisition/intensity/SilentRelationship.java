package org.rotavox.acquisition.intensity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rotavox.acquisition.intensity.IntensityReading.Relationship;
import org.rotavox.acquisition.quirk.Quirk;

/**
 * The table of what a header without Pixel Intensity Relationship (0028,1040) is taken for. The
 * first row that fits counts, and is said; where none fits the run is refused.
 */
public enum SilentRelationship implements Quirk {
  FEW_BITS(Relationship.DISP, "relationship absent, at most 8 bits stored", "made for display") {
    @Override
    Optional<String> fits(IntensityHeader header, double ratio, boolean inverted) {
      return header.bitsStored() <= 8
          ? said("%d bits are taken as made for display", header.bitsStored())
          : Optional.empty();
    }
  },

  WIDE_RANGE(
      Relationship.LIN,
      "relationship absent, sign not −1, 99th percentile at least 4 times the 1st",
      "linear") {
    @Override
    Optional<String> fits(IntensityHeader header, double ratio, boolean inverted) {
      return !inverted && ratio >= LEAST_RATIO_OF_LINEAR
          ? said("values span a factor of %.1f, taken as linear", ratio)
          : Optional.empty();
    }
  },

  NARROW_RANGE(
      Relationship.LOG,
      "relationship absent, sign not −1, 99th percentile below 2.5 times the 1st",
      "logarithmic") {
    @Override
    Optional<String> fits(IntensityHeader header, double ratio, boolean inverted) {
      return !inverted && ratio < LARGEST_RATIO_OF_LOG
          ? said("values span a factor of %.1f, taken as logarithmic", ratio)
          : Optional.empty();
    }
  };

  private static final double LEAST_RATIO_OF_LINEAR = 4;
  private static final double LARGEST_RATIO_OF_LOG = 2.5;

  private final Relationship relationship;
  private final String condition;
  private final String meaning;

  SilentRelationship(Relationship relationship, String condition, String meaning) {
    this.relationship = relationship;
    this.condition = condition;
    this.meaning = meaning;
  }

  /** A row that fits a run, with the sentence that says so. */
  record Fitting(SilentRelationship row, String note) {}

  /**
   * Returns the first row that fits.
   *
   * @param ratio 99th percentile over the 1st, the median of the frames looked at
   * @param inverted true if a higher value means less radiation
   */
  static Optional<Fitting> first(IntensityHeader header, double ratio, boolean inverted) {
    return Arrays.stream(values())
        .flatMap(
            row -> row.fits(header, ratio, inverted).map(note -> new Fitting(row, note)).stream())
        .findFirst();
  }

  /** Returns the sentence that says what was decided; empty if the row does not fit. */
  abstract Optional<String> fits(IntensityHeader header, double ratio, boolean inverted);

  Relationship relationship() {
    return relationship;
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
    return "the project's own measure: a patient attenuates X-rays by more than a factor of 4";
  }

  private static Optional<String> said(String format, Object value) {
    return Optional.of("(0028,1040) is absent: " + String.format(Locale.ROOT, format, value));
  }
}
