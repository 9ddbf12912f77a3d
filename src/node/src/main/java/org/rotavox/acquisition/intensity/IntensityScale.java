package org.rotavox.acquisition.intensity;

import java.util.List;

/**
 * The table from stored value to linear intensity, and what it is worth.
 *
 * <p>Immutable; safe for several threads.
 */
public final class IntensityScale {

  private final IntensityReading reading;
  private final int smallestValue;
  private final float[] table;
  private final List<String> notQuantitative;
  private final List<String> notes;

  IntensityScale(
      IntensityReading reading,
      int smallestValue,
      float[] table,
      List<String> notQuantitative,
      List<String> notes) {
    this.reading = reading;
    this.smallestValue = smallestValue;
    this.table = table;
    this.notQuantitative = List.copyOf(notQuantitative);
    this.notes = List.copyOf(notes);
  }

  /** Returns how the values were read. */
  public IntensityReading reading() {
    return reading;
  }

  /** Returns the intensity of a stored value, not negative. */
  public float intensity(int storedValue) {
    int i = storedValue - smallestValue;
    return table[i < 0 ? 0 : Math.min(i, table.length - 1)];
  }

  /** Returns why values with a physical scale cannot be computed; empty if they can. */
  public List<String> notQuantitative() {
    return notQuantitative;
  }

  /** Returns what was assumed, in words. */
  public List<String> notes() {
    return notes;
  }
}
