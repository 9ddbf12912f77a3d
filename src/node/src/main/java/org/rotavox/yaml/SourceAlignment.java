package org.rotavox.yaml;

/**
 * Finds the characters of a scalar's value again in the source text: YAML drops quotes, escapes,
 * indentation and line breaks, which a message about one word in a long condition must undo.
 *
 * @param file the file's name
 * @param source the whole text of the file
 * @param start index of the scalar's first char in the source
 * @param end index behind its last char
 */
record SourceAlignment(String file, String source, int start, int end) {

  Place placeOf(String value, int offset) {
    int at = start;
    int found = start;
    for (int i = 0; i <= Math.min(offset, value.length() - 1); i++) {
      char wanted = value.charAt(i);
      int next = at;
      while (next < end && !matches(source.charAt(next), wanted)) {
        next++;
      }
      if (next >= end) {
        break;
      }
      found = next;
      at = next + 1;
      if (Character.isWhitespace(wanted)) {
        at = skipIndentation(at, value, i + 1);
      }
    }
    return placeAt(offset >= value.length() && !value.isEmpty() ? found + 1 : found);
  }

  /** A line break and the indentation behind it stand for one space of a folded value. */
  private int skipIndentation(int from, String value, int nextOffset) {
    int at = from;
    boolean more = nextOffset < value.length() && Character.isWhitespace(value.charAt(nextOffset));
    while (!more && at < end && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean matches(char raw, char wanted) {
    return raw == wanted || (wanted == ' ' && (raw == '\n' || raw == '\r'));
  }

  Place placeAt(int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index && i < source.length(); i++) {
      if (source.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int stop = Math.min(index, source.length());
    return new Place(file, line, source.codePointCount(lineStart, stop) + 1);
  }
}
