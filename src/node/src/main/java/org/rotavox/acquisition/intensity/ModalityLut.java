package org.rotavox.acquisition.intensity;

import java.util.Optional;

/**
 * A look-up table from stored values to modality units (PS3.3 C.11.1): the first entry is for
 * {@code firstValue} and everything below, the last for everything above.
 */
public final class ModalityLut {

  private final int firstValue;
  private final int[] entries;

  private ModalityLut(int firstValue, int[] entries) {
    this.firstValue = firstValue;
    this.entries = entries;
  }

  /**
   * Reads a table.
   *
   * @param descriptor LUT Descriptor (0028,3002): number of entries (0 = 65536), first value, bits
   * @param data LUT Data (0028,3006), little endian, 16 bits an entry, or 8 where half as many
   *     bytes are there
   * @param signed true if stored values are signed: then the first value is too
   * @return empty if the two do not fit together
   */
  public static Optional<ModalityLut> of(int[] descriptor, byte[] data, boolean signed) {
    if (descriptor.length != 3) {
      return Optional.empty();
    }
    int count = (descriptor[0] & 0xFFFF) == 0 ? 1 << 16 : descriptor[0] & 0xFFFF;
    int first = signed ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
    boolean wide = data.length >= 2 * count;
    if (!wide && data.length < count) {
      return Optional.empty();
    }
    int[] entries = new int[count];
    for (int i = 0; i < count; i++) {
      entries[i] = wide ? (data[2 * i] & 0xFF) | (data[2 * i + 1] & 0xFF) << 8 : data[i] & 0xFF;
    }
    return Optional.of(new ModalityLut(first, entries));
  }

  int at(int storedValue) {
    return entries[Math.max(0, Math.min(entries.length - 1, storedValue - firstValue))];
  }

  /** The course of the table over a range of stored values. */
  enum Shape {
    /** A straight line: the values stay as logarithmic or linear as they were. */
    STRAIGHT,
    /** Ever steeper: from the logarithm back to intensity. */
    EXPONENTIAL,
    /** Ever flatter, not monotone, or constant. */
    OTHER
  }

  Shape shape(int from, int to) {
    double range = at(to) - at(from);
    if (Math.abs(range) < 4) {
      return Shape.OTHER;
    }
    double sign = Math.signum(range);
    for (int v = from + 1; v <= to; v++) {
      if ((at(v) - at(v - 1)) * sign < 0) {
        return Shape.OTHER;
      }
    }
    double middle = (at((from + to) / 2) - at(from)) / range;
    if (Math.abs(middle - 0.5) < 0.02) {
      return Shape.STRAIGHT;
    }
    // a rising exponential lies below its chord, a falling one too: seen from its start, above it
    return sign > 0 == middle < 0.5 ? Shape.EXPONENTIAL : Shape.OTHER;
  }

  boolean rises(int from, int to) {
    return at(to) > at(from);
  }
}
