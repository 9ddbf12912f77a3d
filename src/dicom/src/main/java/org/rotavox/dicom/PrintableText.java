package org.rotavox.dicom;

/**
 * Foreign text (of a header, a peer, a file's name) as a terminal or a log may show it: whatever is
 * not printed as a sign of its own is written as a backslash, {@code u} and four hexadecimal
 * digits, which is also how JSON writes it inside a string.
 *
 * <p>Not printable are control characters (C0, DEL, C1), format characters (marks, embeddings,
 * overrides and isolates of writing direction, soft hyphen, tags), line and paragraph separators,
 * and halves of surrogate pairs. Letters of every script stay, with the joiners between them.
 */
public final class PrintableText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PrintableText() {}

  /** Returns the text on one line: line feeds and tabs are escaped too. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Returns the text with its line feeds as they are. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean keepLineFeeds) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isPrintable(c) || (keepLineFeeds && c == '\n')) {
        out.appendCodePoint(c);
      } else {
        escape(c, out);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** Returns whether a code point is shown as a sign of its own. */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** Appends a code point as {@code \}{@code u000A}, beyond U+FFFF as two of them. */
  public static void escape(int codePoint, StringBuilder out) {
    for (char unit : Character.toChars(codePoint)) {
      out.append("\\u").append(String.format("%04X", (int) unit));
    }
  }
}
