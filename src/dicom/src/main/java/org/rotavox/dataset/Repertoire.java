package org.rotavox.dataset;

import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One character repertoire of PS3.3 tables C.12-2 to C.12-5, with its ISO 2022 escape sequence and
 * the Java charset that holds its codes.
 */
enum Repertoire {
  ASCII("ISO_IR 6", "(B", false, 1, "US-ASCII"),
  LATIN_1("ISO_IR 100", "-A", true, 1, "ISO-8859-1"),
  LATIN_2("ISO_IR 101", "-B", true, 1, "ISO-8859-2"),
  LATIN_3("ISO_IR 109", "-C", true, 1, "ISO-8859-3"),
  LATIN_4("ISO_IR 110", "-D", true, 1, "ISO-8859-4"),
  CYRILLIC("ISO_IR 144", "-L", true, 1, "ISO-8859-5"),
  ARABIC("ISO_IR 127", "-G", true, 1, "ISO-8859-6"),
  GREEK("ISO_IR 126", "-F", true, 1, "ISO-8859-7"),
  HEBREW("ISO_IR 138", "-H", true, 1, "ISO-8859-8"),
  LATIN_5("ISO_IR 148", "-M", true, 1, "ISO-8859-9"),
  LATIN_9("ISO_IR 203", "-b", true, 1, "ISO-8859-15"),
  KATAKANA("ISO_IR 13", ")I", true, 1, "JIS_X0201"),
  /**
   * The left half of JIS X 0201; its yen sign and overline are read as the ASCII codes they are.
   */
  ROMAJI("ISO_IR 14", "(J", false, 1, "US-ASCII"),
  THAI("ISO_IR 166", "-T", true, 1, "TIS-620"),
  JIS_X_0208("ISO 2022 IR 87", "$B", false, 2, "EUC-JP"),
  JIS_X_0212("ISO 2022 IR 159", "$(D", false, 2, "EUC-JP"),
  KS_X_1001("ISO 2022 IR 149", "$)C", true, 2, "EUC-KR"),
  GB_2312("ISO 2022 IR 58", "$)A", true, 2, "GB2312"),
  UTF_8("ISO_IR 192", "", true, 0, "UTF-8"),
  GB18030("GB18030", "", true, 0, "GB18030"),
  GBK("GBK", "", true, 0, "GBK");

  private final String term;
  private final String escape;
  private final boolean right;
  private final int width;
  private final String charsetName;
  private final String termKey;
  private final String charsetKey;

  Repertoire(String term, String escape, boolean right, int width, String charsetName) {
    this.term = term;
    this.escape = escape;
    this.right = right;
    this.width = width;
    this.charsetName = charsetName;
    this.termKey = keyOf(term);
    this.charsetKey = keyOf(charsetName);
  }

  String term() {
    return term;
  }

  /** The sequence behind ESC that selects this repertoire; empty if there is none. */
  String escape() {
    return escape;
  }

  /** Returns true if the codes have the high bit set (G1), false if not (G0). */
  boolean right() {
    return right;
  }

  /** Bytes of a code; 0 if they vary and there are no escapes. */
  int width() {
    return width;
  }

  /** Returns true if it may only be used behind its escape sequence. */
  boolean needsEscape() {
    return width == 2;
  }

  Charset charset() {
    return Charset.forName(charsetName);
  }

  /**
   * Returns the repertoire of a defined term, with or without code extensions, also in spellings
   * that occur in the field ("ISO-IR 100", "ISO IR 192", "UTF-8"); null if there is none. An empty
   * term is the default repertoire.
   */
  static @Nullable Repertoire ofTerm(String term) {
    String key = keyOf(term);
    if (key.isEmpty()) {
      return ASCII;
    }
    for (Repertoire repertoire : values()) {
      if (repertoire.termKey.equals(key) || repertoire.charsetKey.equals(key)) {
        return repertoire;
      }
    }
    return null;
  }

  /** Capital letters and digits alone, with and without code extensions the same. */
  private static String keyOf(String text) {
    StringBuilder key = new StringBuilder(text.length());
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        key.append(c);
      }
    }
    return key.toString().replace("ISO2022IR", "ISOIR");
  }
}
