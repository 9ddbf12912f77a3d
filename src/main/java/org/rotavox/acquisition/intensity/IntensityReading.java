package org.rotavox.acquisition.intensity;

/** How stored values follow from the X-ray intensity I, before any noise and rounding. */
public enum IntensityReading {
  /** Value ∝ I. */
  LINEAR(Relationship.LIN, false),
  /** Value ∝ (largest value) − I. */
  LINEAR_INVERTED(Relationship.LIN, true),
  /** Value rises with log I. */
  LOGARITHMIC(Relationship.LOG, false),
  /** Value falls with log I, as a line integral does. */
  LOGARITHMIC_INVERTED(Relationship.LOG, true),
  /** Made for the eye, rising with I; taken as linear, never quantitative. */
  DISPLAY(Relationship.DISP, false),
  /** Made for the eye, falling with I; taken as linear, never quantitative. */
  DISPLAY_INVERTED(Relationship.DISP, true);

  private final Relationship relationship;
  private final boolean inverted;

  IntensityReading(Relationship relationship, boolean inverted) {
    this.relationship = relationship;
    this.inverted = inverted;
  }

  /** Returns the defined term of Pixel Intensity Relationship (0028,1040). */
  public Relationship relationship() {
    return relationship;
  }

  /** Returns true if a higher value means less radiation (sign −1). */
  public boolean inverted() {
    return inverted;
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
