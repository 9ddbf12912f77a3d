package org.rotavox.upperlayer;

import org.rotavox.dicom.PrintableText;

/**
 * Text of a peer as a log may hold it: on one line, of bounded length, with everything escaped that
 * a terminal or a reader of logs could take for something else.
 */
public final class ForeignText {

  private static final int MOST_CHARACTERS = 64;

  private ForeignText() {}

  /**
   * Returns the text in quotes: printable ASCII as it is, everything else, quotes and backslashes
   * included, as a backslash, {@code u} and four hexadecimal digits; what is longer than 64
   * characters is cut, and its length said. Empty text is called "no value".
   */
  public static String quoted(String text) {
    if (text.isEmpty()) {
      return "no value";
    }
    StringBuilder out = new StringBuilder("\"");
    int shown = Math.min(MOST_CHARACTERS, text.length());
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        PrintableText.escape(c, out);
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return shown == text.length()
        ? out.toString()
        : out.append(" and so on, %d characters".formatted(text.length())).toString();
  }
}
