package org.rotavox.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code extension by ISO 2022 escape sequences as PS3.5 section 6.1.2.5 restricts it: G0 holds the
 * codes below 0x80, G1 those above, and both return to their initial state at every delimiter.
 */
final class Iso2022 {

  static final byte ESCAPE = 0x1B;

  private static final String DELIMITERS = "\\^=\r\n\f\t";

  private Iso2022() {}

  /** Decodes text that begins with {@code first} in force. */
  static String decode(byte[] bytes, Repertoire first) {
    Repertoire initialG1 = first.right() ? first : Repertoire.LATIN_1;
    Repertoire initialG0 = first.right() || first.needsEscape() ? Repertoire.ASCII : first;
    Repertoire g0 = initialG0;
    Repertoire g1 = initialG1;
    StringBuilder text = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; ) {
      if (bytes[i] == ESCAPE) {
        Repertoire selected = selectedAt(bytes, i + 1);
        if (selected == null) {
          text.append('\uFFFD');
          i++;
        } else {
          g0 = selected.right() ? g0 : selected;
          g1 = selected.right() ? selected : g1;
          i += 1 + selected.escape().length();
        }
        continue;
      }
      Repertoire current = bytes[i] < 0 ? g1 : g0;
      int width = Math.min(Math.max(1, current.width()), bytes.length - i);
      text.append(decodeCode(current, bytes, i, width));
      if (width == 1 && DELIMITERS.indexOf(bytes[i]) >= 0) {
        g0 = initialG0;
        g1 = initialG1;
      }
      i += width;
    }
    return text.toString();
  }

  private static @Nullable Repertoire selectedAt(byte[] bytes, int at) {
    for (Repertoire repertoire : Repertoire.values()) {
      byte[] escape = repertoire.escape().getBytes(StandardCharsets.US_ASCII);
      if (escape.length > 0
          && at + escape.length <= bytes.length
          && java.util.Arrays.equals(bytes, at, at + escape.length, escape, 0, escape.length)) {
        return repertoire;
      }
    }
    return null;
  }

  private static String decodeCode(Repertoire repertoire, byte[] bytes, int at, int width) {
    if (width == 1) {
      return bytes[at] >= 0
          ? String.valueOf((char) bytes[at])
          : new String(bytes, at, 1, repertoire.charset());
    }
    byte high = (byte) (bytes[at] | 0x80);
    byte low = (byte) (bytes[at + 1] | 0x80);
    byte[] code =
        repertoire == Repertoire.JIS_X_0212
            ? new byte[] {(byte) 0x8F, high, low}
            : new byte[] {high, low};
    return new String(code, repertoire.charset());
  }

  /**
   * Encodes text: each character in the repertoire in force if it has it, else in the first of the
   * list that does.
   *
   * @throws IllegalArgumentException if a character is in none of them
   */
  static byte[] encode(String text, List<Repertoire> repertoires) {
    Repertoire initialG1 = repertoires.get(0).needsEscape() ? Repertoire.ASCII : repertoires.get(0);
    Repertoire g0 = Repertoire.ASCII;
    Repertoire g1 = initialG1;
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2);
    for (int character : text.codePoints().toArray()) {
      if (character < 0x80) {
        g0 = select(g0, Repertoire.ASCII, out);
        out.write(character);
        boolean delimiter = DELIMITERS.indexOf(character) >= 0;
        g1 = delimiter ? initialG1 : g1;
        continue;
      }
      Repertoire chosen = choose(character, g0, g1, repertoires);
      if (chosen.right()) {
        g1 = select(g1, chosen, out);
      } else {
        g0 = select(g0, chosen, out);
      }
      byte[] code = encodeCode(chosen, character);
      out.write(code, 0, code.length);
    }
    select(g0, Repertoire.ASCII, out);
    return out.toByteArray();
  }

  private static Repertoire select(
      Repertoire current, Repertoire chosen, ByteArrayOutputStream out) {
    if (current != chosen) {
      byte[] escape = chosen.escape().getBytes(StandardCharsets.US_ASCII);
      out.write(ESCAPE);
      out.write(escape, 0, escape.length);
    }
    return chosen;
  }

  private static Repertoire choose(
      int character, Repertoire g0, Repertoire g1, List<Repertoire> repertoires) {
    if (encodeCode(g1, character).length > 0) {
      return g1;
    }
    if (encodeCode(g0, character).length > 0) {
      return g0;
    }
    for (Repertoire repertoire : repertoires) {
      if (encodeCode(repertoire, character).length > 0) {
        return repertoire;
      }
    }
    throw new IllegalArgumentException(
        "text has a character that is in none of the Specific Character Sets");
  }

  /** Returns the code of a character beyond ASCII; empty if the repertoire does not have it. */
  private static byte[] encodeCode(Repertoire repertoire, int character) {
    String text = Character.toString(character);
    if (!repertoire.charset().newEncoder().canEncode(text)) {
      return new byte[0];
    }
    byte[] bytes = text.getBytes(repertoire.charset());
    boolean supplement = bytes.length == 3 && bytes[0] == (byte) 0x8F;
    if (repertoire == Repertoire.JIS_X_0212) {
      return supplement
          ? new byte[] {(byte) (bytes[1] & 0x7F), (byte) (bytes[2] & 0x7F)}
          : new byte[0];
    }
    if (bytes.length != repertoire.width() || bytes[0] >= 0 || bytes[0] == (byte) 0x8E) {
      return new byte[0];
    }
    return repertoire.right()
        ? bytes
        : new byte[] {(byte) (bytes[0] & 0x7F), (byte) (bytes[1] & 0x7F)};
  }
}
