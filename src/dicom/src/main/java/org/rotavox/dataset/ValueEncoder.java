package org.rotavox.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Turns texts and numbers into the bytes of an element, checked against length and repertoire of
 * the VR (PS3.5 table 6.2-1). Ranges and wildcards of queries (PS3.4 C.2.2.2) are allowed, since a
 * data set does not know whether it is a query.
 */
final class ValueEncoder {

  private static final Pattern AGE = Pattern.compile("[0-9]{3}[DWMY]");
  private static final Pattern APPLICATION = Pattern.compile("[\\x20-\\x5B\\x5D-\\x7E]*");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9 _*?]*");
  private static final Pattern DATE =
      Pattern.compile("[0-9]{8}|[0-9]{8}-|-[0-9]{8}|[0-9]{8}-[0-9]{8}");
  private static final Pattern DATE_TIME = Pattern.compile("[0-9.+\\- ]*");
  private static final Pattern TIME = Pattern.compile("[0-9.\\- ]*");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([Ee][+-]?[0-9]+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern UID = Pattern.compile("[0-9.*?]*");
  private static final Pattern SPACE_FREE = Pattern.compile("[\\x21-\\x7E]*");
  private static final Pattern NO_CONTROLS = Pattern.compile("[^\\x00-\\x1F\\x7F\\\\]*");
  private static final Pattern PARAGRAPHS = Pattern.compile("[^\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F]*");

  private ValueEncoder() {}

  /** Returns the bytes of text values, padded to an even number. */
  static byte[] text(int tag, VR vr, CharacterSet characterSet, String... values) {
    if (!vr.isText()) {
      throw refused(tag, vr, "is not text");
    }
    if (!vr.isMultiValuedText() && values.length > 1) {
      throw refused(tag, vr, "holds one value, not " + values.length);
    }
    for (String value : values) {
      check(tag, vr, value);
    }
    byte[] bytes = characterSet.encode(String.join("\\", values));
    if (!vr.isLocalText() && bytes.length != String.join("\\", values).length()) {
      throw refused(tag, vr, "holds ASCII only");
    }
    return padded(bytes, vr);
  }

  /** Returns the bytes with the padding of the VR if their number is odd. */
  static byte[] padded(byte[] bytes, VR vr) {
    if ((bytes.length & 1) == 0) {
      return bytes;
    }
    byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
    even[bytes.length] = (byte) vr.padding();
    return even;
  }

  private static void check(int tag, VR vr, String value) {
    int longest = longestGroup(vr, value);
    if (longest > vr.longest()) {
      throw refused(tag, vr, "holds " + vr.longest() + " characters, not " + longest);
    }
    if (!value.isEmpty() && !repertoireOf(vr).matcher(value).matches()) {
      throw refused(tag, vr, "does not hold a value of this form");
    }
    if (vr == VR.PN && value.chars().filter(c -> c == '=').count() > 2) {
      throw refused(tag, vr, "holds three component groups at most");
    }
    if (vr == VR.IS && !value.isEmpty()) {
      try {
        Integer.parseInt(value);
      } catch (NumberFormatException e) {
        throw refused(tag, vr, "does not hold a number beyond 32 bits");
      }
    }
  }

  /** The limit of a person name counts for each of its component groups. */
  private static int longestGroup(VR vr, String value) {
    int longest = 0;
    for (String group : vr == VR.PN ? value.split("=", -1) : new String[] {value}) {
      longest = Math.max(longest, group.codePointCount(0, group.length()));
    }
    return longest;
  }

  private static Pattern repertoireOf(VR vr) {
    return switch (vr) {
      case AE -> APPLICATION;
      case AS -> AGE;
      case CS -> CODE;
      case DA -> DATE;
      case DS -> DECIMAL;
      case DT -> DATE_TIME;
      case IS -> INTEGER;
      case TM -> TIME;
      case UI -> UID;
      case UR -> SPACE_FREE;
      case LT, ST, UT -> PARAGRAPHS;
      default -> NO_CONTROLS;
    };
  }

  /** Returns the bytes of whole numbers in a binary VR or as integer or decimal strings. */
  static byte[] ints(int tag, VR vr, int... values) {
    if (vr.isText()) {
      String[] texts = new String[values.length];
      for (int i = 0; i < values.length; i++) {
        texts[i] = Integer.toString(values[i]);
      }
      return text(tag, vr, CharacterSet.DEFAULT, texts);
    }
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = vr == VR.UL ? Integer.toUnsignedLong(values[i]) : values[i];
    }
    return vr == VR.AT ? tags(values) : binary(tag, vr, numbers);
  }

  /** Returns the bytes of numbers in a binary VR or as decimal strings. */
  static byte[] doubles(int tag, VR vr, double... values) {
    if (!vr.isText()) {
      return binary(tag, vr, values);
    }
    String[] texts = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = Decimals.format(values[i]);
    }
    return text(tag, vr, CharacterSet.DEFAULT, texts);
  }

  private static byte[] tags(int[] tags) {
    ByteBuffer out = ByteBuffer.allocate(tags.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int tag : tags) {
      out.putShort((short) (tag >>> 16)).putShort((short) tag);
    }
    return out.array();
  }

  private static byte[] binary(int tag, VR vr, double[] values) {
    int width = vr.numberBytes();
    if (width == 0) {
      throw refused(tag, vr, "does not hold numbers");
    }
    ByteBuffer out = ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (vr) {
        case US -> out.putShort((short) whole(tag, vr, value, 0, 0xFFFF));
        case SS -> out.putShort((short) whole(tag, vr, value, Short.MIN_VALUE, Short.MAX_VALUE));
        case UL -> out.putInt((int) whole(tag, vr, value, 0, 0xFFFFFFFFL));
        case SL -> out.putInt((int) whole(tag, vr, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        case UV -> out.putLong(whole(tag, vr, value, 0, 1L << 53));
        case SV -> out.putLong(whole(tag, vr, value, -(1L << 53), 1L << 53));
        case FL -> out.putFloat((float) value);
        case FD -> out.putDouble(value);
        default -> throw refused(tag, vr, "does not hold numbers");
      }
    }
    return out.array();
  }

  private static long whole(int tag, VR vr, double value, long least, long most) {
    if (value != Math.rint(value) || value < least || value > most) {
      throw refused(tag, vr, "holds whole numbers from " + least + " to " + most);
    }
    return (long) value;
  }

  /** The value itself stays out of the message: it may be a patient's. */
  private static IllegalArgumentException refused(int tag, VR vr, String why) {
    return new IllegalArgumentException(Dictionary.describe(tag) + " " + vr + " " + why);
  }
}
