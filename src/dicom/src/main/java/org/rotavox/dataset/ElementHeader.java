package org.rotavox.dataset;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tag, VR and length in front of a value (PS3.5 section 7.1).
 *
 * @param tag the tag
 * @param vr as written, or of the dictionary where it is implicit
 * @param length in bytes, -1 if undefined
 * @param offset of the tag
 * @param implicit no VR was written
 */
record ElementHeader(int tag, VR vr, long length, long offset, boolean implicit) {

  static final int ITEM = 0xFFFEE000;
  static final int ITEM_END = 0xFFFEE00D;
  static final int SEQUENCE_END = 0xFFFEE0DD;

  private static final long UNDEFINED_LENGTH = 0xFFFFFFFFL;

  boolean undefinedLength() {
    return length < 0;
  }

  static boolean isDelimiter(int tag) {
    return tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END;
  }

  /**
   * Reads the next header, of which at least 8 bytes must be available.
   *
   * <p>Where an explicit VR is expected and none stands, the length of an implicit header is tried;
   * an unknown VR of two capital letters has the long form (PS3.5 section 6.2 promises that for all
   * that will come) unless its reserved bytes are not zero.
   */
  static ElementHeader read(ByteInput in, Encoding encoding, long space, Warnings warnings)
      throws IOException {
    long offset = in.position();
    boolean big = encoding.bigEndian();
    int tag = in.peekTag(0, big);
    if (!encoding.explicit() || isDelimiter(tag)) {
      long length = Integer.toUnsignedLong(in.peekInt(4, big));
      in.skip(8);
      return of(tag, Dictionary.vrOf(tag), length, offset, true);
    }
    Optional<VR> vr = VR.ofCode(in.peek(4), in.peek(5));
    if (vr.isPresent() && !vr.get().hasLongLength()) {
      int length = in.peekShort(6, big);
      in.skip(8);
      return of(tag, vr.get(), length, offset, false);
    }
    if (vr.isEmpty()) {
      ElementHeader repaired = repaired(in, tag, big, space, warnings);
      if (repaired != null) {
        return repaired;
      }
    }
    if (in.available(12) < 12) {
      throw new DicomFormatException(
          "expected 12 bytes for the header of "
              + Dictionary.describe(tag)
              + " at offset "
              + offset
              + ", found "
              + in.available(12));
    }
    long length = Integer.toUnsignedLong(in.peekInt(8, big));
    in.skip(12);
    return of(tag, vr.orElse(VR.UN), length, offset, false);
  }

  private static @Nullable ElementHeader repaired(
      ByteInput in, int tag, boolean big, long space, Warnings warnings) throws IOException {
    long offset = in.position();
    int first = in.peek(4);
    int second = in.peek(5);
    boolean letters = isCapital(first) && isCapital(second);
    if (letters && in.peekShort(6, big) == 0) {
      warnings.add(tag, offset, "unknown VR, read as UN");
      return null;
    }
    int shortLength = in.peekShort(6, big);
    long longLength = Integer.toUnsignedLong(in.peekInt(4, big));
    boolean implicit = longLength == UNDEFINED_LENGTH || longLength <= space - 8;
    if (!letters && implicit) {
      warnings.add(tag, offset, "no VR where one is expected, read as implicit");
      in.skip(8);
      return of(tag, Dictionary.vrOf(tag), longLength, offset, true);
    }
    warnings.add(tag, offset, "wrong VR, read by the dictionary");
    in.skip(8);
    VR known = Dictionary.vrOf(tag);
    return of(tag, known == VR.SQ ? VR.UN : known, shortLength, offset, false);
  }

  /** Returns the complaint that the value does not fit into what is there. */
  DicomFormatException cutOff(long found) {
    return new DicomFormatException(
        "expected "
            + length
            + " bytes for "
            + Dictionary.describe(tag)
            + " at offset "
            + offset
            + ", found "
            + found);
  }

  private static boolean isCapital(int letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static ElementHeader of(int tag, VR vr, long length, long offset, boolean implicit) {
    return new ElementHeader(tag, vr, length == UNDEFINED_LENGTH ? -1 : length, offset, implicit);
  }
}
