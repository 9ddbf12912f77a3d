package org.rotavox.acquisition.intensity;

import org.rotavox.acquisition.quirk.Quirk;

/**
 * The table of ways in which stored values follow from the X-ray intensity I, before any noise and
 * rounding. A new way is one more constant, with its own {@link #source} and, where the curve is
 * not straight, {@link #straightened}: it is a value of the station entry's {@code
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
      "made for display, rising with I: taken as linear, not quantitative"),
  DISPLAY_INVERTED(
      Relationship.DISP,
      true,
      "DISP, sign −1",
      "made for display, falling with I: taken as linear, not quantitative");

  private final Relationship relationship;
  private final boolean inverted;
  private final String condition;
  private final String meaning;

  /**
   * @param relationship the family: a straight curve, a logarithm, or one made for display
   * @param inverted true if a higher value means less radiation
   */
  IntensityReading(Relationship relationship, boolean inverted, String condition, String meaning) {
    this.relationship = relationship;
    this.inverted = inverted;
    this.condition = condition;
    this.meaning = meaning;
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
    return "PS3.3 C.8.7.1.1.2 (0028,1040 and 1041)";
  }

  /**
   * Returns what is proportional to intensity, for readings that are no logarithm; a constant whose
   * curve is not straight has its own.
   *
   * @param value counts up with the intensity, from 0
   */
  double straightened(double value) {
    return value;
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
