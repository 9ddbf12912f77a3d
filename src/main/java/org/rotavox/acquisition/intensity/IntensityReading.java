package org.rotavox.acquisition.intensity;

import java.util.function.DoubleUnaryOperator;
import org.rotavox.acquisition.quirk.Quirk;

/**
 * The table of ways in which stored values follow from the X-ray intensity I, before any noise and
 * rounding. A new way is one more constant: it is a value of the station entry's {@code
 * intensityReading}; what the header says leads to the six first ones only.
 */
public enum IntensityReading implements Quirk {
  LINEAR(Relationship.LIN, false, "LIN, sign +1", "value ∝ I"),
  LINEAR_INVERTED(Relationship.LIN, true, "LIN, sign −1", "value ∝ largest value − I"),
  LOGARITHMIC(Relationship.LOG, false, "LOG, sign +1", "value rises with log I"),
  LOGARITHMIC_INVERTED(
      Relationship.LOG, true, "LOG, sign −1", "value falls with log I, as a line integral does"),
  DISPLAY(
      Relationship.DISP,
      false,
      "DISP, sign +1",
      "made for the eye, rising with I: taken as linear, not quantitative"),
  DISPLAY_INVERTED(
      Relationship.DISP,
      true,
      "DISP, sign −1",
      "made for the eye, falling with I: taken as linear, not quantitative");

  private static final String STANDARD = "PS3.3 C.8.7.1.1.2 (0028,1040 and 1041)";

  private final Relationship relationship;
  private final boolean inverted;
  private final DoubleUnaryOperator curve;
  private final String condition;
  private final String meaning;
  private final String source;

  IntensityReading(Relationship relationship, boolean inverted, String condition, String meaning) {
    this(relationship, inverted, DoubleUnaryOperator.identity(), condition, meaning, "");
  }

  /**
   * @param relationship the family: a straight curve, a logarithm, or one made for the eye
   * @param inverted true if a higher value means less radiation
   * @param curve from a value that counts up with I to what is proportional to I, for those that
   *     are no logarithm; both from 0
   * @param source empty = the standard itself
   */
  IntensityReading(
      Relationship relationship,
      boolean inverted,
      DoubleUnaryOperator curve,
      String condition,
      String meaning,
      String source) {
    this.relationship = relationship;
    this.inverted = inverted;
    this.curve = curve;
    this.condition = condition;
    this.meaning = meaning;
    this.source = source;
  }

  /** Returns the defined term of Pixel Intensity Relationship (0028,1040). */
  public Relationship relationship() {
    return relationship;
  }

  /** Returns true if a higher value means less radiation (sign −1). */
  public boolean inverted() {
    return inverted;
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
    return source.isEmpty() ? STANDARD : source;
  }

  /** Returns what is proportional to intensity, of a value that counts up with it. */
  double straightened(double value) {
    return curve.applyAsDouble(value);
  }

  static IntensityReading of(Relationship relationship, boolean inverted) {
    return switch (relationship) {
      case LIN -> inverted ? LINEAR_INVERTED : LINEAR;
      case LOG -> inverted ? LOGARITHMIC_INVERTED : LOGARITHMIC;
      case DISP -> inverted ? DISPLAY_INVERTED : DISPLAY;
    };
  }

  /** Defined terms of Pixel Intensity Relationship (0028,1040). */
  public enum Relationship {
    LIN,
    LOG,
    DISP
  }
}
