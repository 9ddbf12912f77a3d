package org.rotavox.acquisition.orbit;

/**
 * How the list of angle increments (0018,1520 / 1521) is understood. The standard knows an offset
 * from the first angle for every frame, or one mean change for all (PS3.3 C.8.7.5.1.3); the field
 * knows more.
 */
public enum AngleReading {
  /** N values: angle = first angle + value. */
  OFFSET("OFFSET"),
  /** N values: angle = value; the first angle repeats the first value or is 0. */
  ABSOLUTE("ABSOLUTE"),
  /** N or N−1 values: change since the frame before; the first frame stands at the first angle. */
  DELTA("DELTA"),
  /** N values: change to the frame that follows, the last value unused; only when forced. */
  DELTA_TO_NEXT("DELTA"),
  /** One value: mean change for each frame. */
  CONSTANT_STEP("CONSTANT_STEP"),
  /** Every frame carries its own angle: enhanced objects and runs of single frames. */
  PER_FRAME("PER_FRAME");

  private final String factValue;

  AngleReading(String factValue) {
    this.factValue = factValue;
  }

  /** Returns the value of the fact {@code angleReading}. */
  public String factValue() {
    return factValue;
  }
}
