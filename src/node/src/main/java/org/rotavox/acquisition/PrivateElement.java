package org.rotavox.acquisition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.VR;

/**
 * A private attribute (PS3.5 section 7.8.1): its creator owns a block of a group. Creators are
 * compared with their blanks folded, since some write two where others write one.
 *
 * @param creator with single blanks
 * @param group odd
 * @param element the last byte of the element number
 */
record PrivateElement(String creator, int group, int element) {

  /** Where the C-arm's source to isocentre distance stands, mm. */
  static final PrivateElement SIEMENS_SOURCE_TO_ISOCENTER =
      new PrivateElement("SIEMENS SMS-AX ACQ 1.0", 0x0021, 0x17);

  private static final int FIRST_BLOCK = 0x10;
  private static final int LAST_BLOCK = 0xFF;

  /** Returns its values as numbers, also where the file does not say its VR; none if absent. */
  double[] numbers(DataSet header) {
    OptionalInt tag = tag(header);
    if (tag.isEmpty()) {
      return new double[0];
    }
    double[] values = header.getDoubles(tag.getAsInt());
    boolean unknown = header.vrOf(tag.getAsInt()).filter(VR.UN::equals).isPresent();
    return values.length > 0 || !unknown ? values : decoded(header.getBytes(tag.getAsInt()));
  }

  private OptionalInt tag(DataSet header) {
    for (int block = FIRST_BLOCK; block <= LAST_BLOCK; block++) {
      String found = header.getString(group << 16 | block, "");
      if (!found.isEmpty() && found.strip().replaceAll("\\s+", " ").equals(creator)) {
        int tag = group << 16 | block << 8 | element;
        if (header.containsValue(tag)) {
          return OptionalInt.of(tag);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Implicit VR: decimal text if it reads as such, else one whole number of 32 bits. */
  private static double[] decoded(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.US_ASCII);
    if (text.matches("[0-9+\\-.eE\\\\ \\x00]+") && text.chars().anyMatch(Character::isDigit)) {
      try {
        return Arrays.stream(text.replace('\0', ' ').split("\\\\"))
            .mapToDouble(value -> Double.parseDouble(value.strip()))
            .toArray();
      } catch (NumberFormatException e) {
        return new double[0];
      }
    }
    return bytes.length == Integer.BYTES
        ? new double[] {ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()}
        : new double[0];
  }

  /** Returns how people write it, such as {@code (0021,xx17) of "SIEMENS SMS-AX ACQ 1.0"}. */
  String inWords() {
    return String.format(Locale.ROOT, "(%04X,xx%02X) of \"%s\"", group, element, creator);
  }
}
