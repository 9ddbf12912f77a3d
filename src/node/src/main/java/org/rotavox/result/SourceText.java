package org.rotavox.result;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * Makes the node's own texts fit into the source's Specific Character Set (PS3.3 C.12.1.1.2), which
 * a result takes over with the patient's names.
 *
 * <p>Western and Unicode sets keep the text as it is; in any other set the text is reduced to ASCII
 * ("Schädel 200°" becomes "Schadel 200 deg"), since a wrong letter is worse than a plain one.
 */
final class SourceText {

  /** Longest Long String, PS3.5 table 6.2-1. */
  static final int LONG_STRING = 64;

  /** Longest Short String. */
  static final int SHORT_STRING = 16;

  /** Longest Short Text. */
  static final int SHORT_TEXT = 1024;

  private final Charset charset;

  private SourceText(Charset charset) {
    this.charset = charset;
  }

  static SourceText of(DataSet source) {
    String name = source.getString(Tag.SpecificCharacterSet, "");
    return new SourceText(
        switch (name) {
          case "ISO_IR 192", "GB18030" -> StandardCharsets.UTF_8;
          case "ISO_IR 100" -> StandardCharsets.ISO_8859_1;
          default -> StandardCharsets.US_ASCII;
        });
  }

  /** Returns the text without backslashes and control characters, in the set, cut to the length. */
  String fit(String text, int longest) {
    String plain = text.replaceAll("[\\\\\\p{Cntrl}]+", " ").strip();
    if (!charset.newEncoder().canEncode(plain)) {
      plain = ascii(plain);
    }
    int end = Math.min(longest, plain.length());
    if (end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1))) {
      end--;
    }
    return plain.substring(0, end).strip();
  }

  /**
   * Returns the text in ASCII, cut to the length: for items of sequences, which say nothing about a
   * character set of their own.
   */
  static String plain(String text, int longest) {
    return new SourceText(StandardCharsets.US_ASCII).fit(text, longest);
  }

  private static String ascii(String text) {
    return Normalizer.normalize(text.replace("°", " deg"), Normalizer.Form.NFD)
        .replaceAll("\\p{M}+", "")
        .replaceAll("[^\\x20-\\x7E]", "?");
  }
}
