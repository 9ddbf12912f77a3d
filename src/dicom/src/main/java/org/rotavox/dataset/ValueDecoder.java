package org.rotavox.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Turns the bytes of an element into texts and numbers (PS3.5 sections 6.2 and 6.4). */
final class ValueDecoder {

  private static final int LONGEST_UNKNOWN_TEXT = 1024;

  /**
   * So much of one value is read into memory, bytes: a number for each frame of the longest run has
   * less. Longer texts are cut off, longer lists of numbers have no values.
   */
  static final int MOST_READ = 1 << 18;

  private ValueDecoder() {}

  /** Returns the values as trimmed texts; numbers of binary VRs in decimal, nothing for bulk. */
  static List<String> strings(Element element, CharacterSet characterSet) {
    VR vr = textVrOf(element);
    if (!vr.isText()) {
      return binaryStrings(element);
    }
    byte[] bytes = element.firstBytes(MOST_READ);
    if (bytes.length == 0) {
      return List.of();
    }
    String text =
        vr.isLocalText() ? characterSet.decode(bytes) : CharacterSet.DEFAULT.decode(bytes);
    if (!vr.isMultiValuedText()) {
      return List.of(trimEnd(text));
    }
    List<String> values = new ArrayList<>();
    int start = 0;
    for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', start)) {
      values.add(trim(vr, text.substring(start, at)));
      start = at + 1;
    }
    values.add(trim(vr, text.substring(start)));
    return values.size() == 1 && values.get(0).isEmpty() ? List.of() : List.copyOf(values);
  }

  static boolean isTooLong(Element element) {
    return element.value().length() > MOST_READ;
  }

  /**
   * An unknown VR of a known tag is read as what the dictionary says, that of a private one as text
   * if it looks like text: implicit VR makes all private values unknown.
   */
  private static VR textVrOf(Element element) {
    if (element.vr() != VR.UN) {
      return element.vr();
    }
    VR known = Dictionary.vrOf(element.tag());
    return known == VR.UN && looksLikeText(element) ? VR.LO : known;
  }

  private static boolean looksLikeText(Element element) {
    if (element.value().length() > LONGEST_UNKNOWN_TEXT) {
      return false;
    }
    byte[] bytes = element.bytes();
    for (int i = 0; i < bytes.length; i++) {
      boolean padding = i == bytes.length - 1 && bytes[i] == 0;
      if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != Iso2022.ESCAPE && !padding) {
        return false;
      }
    }
    return true;
  }

  private static List<String> binaryStrings(Element element) {
    VR vr = textVrOf(element);
    if (isTooLong(element)) {
      return List.of();
    }
    if (vr == VR.AT) {
      List<String> tags = new ArrayList<>();
      for (int tag : tags(element.bytes())) {
        tags.add(String.format(java.util.Locale.ROOT, "%08X", tag));
      }
      return tags;
    }
    List<String> texts = new ArrayList<>();
    for (double number : binaryNumbers(vr, element)) {
      boolean whole = vr != VR.FL && vr != VR.FD && Math.abs(number) < 0x1p53;
      texts.add(whole ? Long.toString((long) number) : Double.toString(number));
    }
    return texts;
  }

  /** Leading spaces count in person names and unlimited texts only (PS3.5 table 6.2-1). */
  private static String trim(VR vr, String text) {
    String cut = trimEnd(text);
    int start = 0;
    while (vr != VR.UC && vr != VR.PN && start < cut.length() && isPadding(cut.charAt(start))) {
      start++;
    }
    return cut.substring(start);
  }

  private static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && isPadding(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isPadding(char c) {
    return c == ' ' || c == 0;
  }

  /** Returns the values as numbers; nothing if one of them is not a number. */
  static double[] numbers(Element element) {
    VR vr = textVrOf(element);
    if (isTooLong(element)) {
      return new double[0];
    }
    if (!vr.isText()) {
      return binaryNumbers(vr, element);
    }
    List<String> texts = strings(element, CharacterSet.DEFAULT);
    double[] numbers = new double[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      OptionalDouble number = number(texts.get(i));
      if (number.isEmpty()) {
        return new double[0];
      }
      numbers[i] = number.getAsDouble();
    }
    return numbers;
  }

  private static OptionalDouble number(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if ("0123456789+-.eE".indexOf(stripped.charAt(i)) < 0) {
        return OptionalDouble.empty();
      }
    }
    try {
      double value = Double.parseDouble(stripped);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Returns the values as ints; nothing if one of them is not a whole number of 32 bits. */
  static int[] ints(Element element) {
    if (textVrOf(element) == VR.AT) {
      return isTooLong(element) ? new int[0] : tags(element.bytes());
    }
    double[] numbers = numbers(element);
    int[] ints = new int[numbers.length];
    for (int i = 0; i < ints.length; i++) {
      if (numbers[i] != Math.rint(numbers[i]) || Math.abs(numbers[i]) > 0xFFFFFFFFL) {
        return new int[0];
      }
      ints[i] = (int) (long) numbers[i];
    }
    return ints;
  }

  private static int[] tags(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] tags = new int[bytes.length / 4];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = in.getShort() << 16 | (in.getShort() & 0xFFFF);
    }
    return tags;
  }

  private static double[] binaryNumbers(VR vr, Element element) {
    int width = widthOf(vr);
    if (width == 0) {
      return new double[0];
    }
    byte[] bytes = element.bytes();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.length / width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numberAt(vr, in, i * width);
    }
    return numbers;
  }

  /** Streams of numbers (OF, OD, OL, OV) are numbers too; OB, OW and UN are not. */
  private static int widthOf(VR vr) {
    return switch (vr) {
      case OF, OL -> 4;
      case OD, OV -> 8;
      default -> vr.numberBytes();
    };
  }

  private static double numberAt(VR vr, ByteBuffer in, int at) {
    return switch (vr) {
      case US -> Short.toUnsignedInt(in.getShort(at));
      case SS -> in.getShort(at);
      case UL, OL -> Integer.toUnsignedLong(in.getInt(at));
      case SL -> in.getInt(at);
      case FL, OF -> in.getFloat(at);
      case FD, OD -> in.getDouble(at);
      case SV -> in.getLong(at);
      case UV, OV -> unsigned(in.getLong(at));
      default -> Double.NaN;
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }
}
