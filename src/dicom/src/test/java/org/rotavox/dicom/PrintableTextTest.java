package org.rotavox.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every code point there is, alone and between letters. */
class PrintableTextTest {

  private static final List<Character.UnicodeScript> SCRIPTS =
      List.of(
          Character.UnicodeScript.LATIN,
          Character.UnicodeScript.GREEK,
          Character.UnicodeScript.CYRILLIC,
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HANGUL,
          Character.UnicodeScript.ARABIC,
          Character.UnicodeScript.HEBREW);

  @Test
  void noControlCharacterOfUnicodePassesAndEveryLetterDoes() {
    int escaped = 0;
    int letters = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = "a" + Character.toString(c) + "z";
      String shown = PrintableText.line(text);
      assertThat(shown.codePoints().filter(PrintableTextTest::steersATerminal).count())
          .as("U+%X", c)
          .isZero();
      escaped += shown.equals(text) ? 0 : 1;
      if (Character.isLetter(c) && SCRIPTS.contains(Character.UnicodeScript.of(c))) {
        assertThat(shown).isEqualTo(text);
        letters++;
      }
    }
    assertThat(escaped).isBetween(65 + 2048 + 150, 65 + 2048 + 300);
    assertThat(letters).isGreaterThan(90_000);
  }

  private static boolean steersATerminal(int c) {
    boolean writingDirection =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
    boolean mark = c == 0x200E || c == 0x200F || c == 0xFEFF || c == 0x2028 || c == 0x2029;
    return c < ' ' || (c >= 0x7F && c <= 0x9F) || writingDirection || mark;
  }

  @Test
  void whatIsEscapedReadsAsInJson() {
    assertThat(PrintableText.line("a\r\n\tb\u0007\u001b[31m\u009b\u202e"))
        .isEqualTo("a\\u000D\\u000A\\u0009b\\u0007\\u001B[31m\\u009B\\u202E");
    assertThat(PrintableText.line("\uDB40\uDC20")).isEqualTo("\\uDB40\\uDC20");
    assertThat(PrintableText.lines("a\nb\rc")).isEqualTo("a\nb\\u000Dc");
    assertThat(PrintableText.line("Müller \uD83D\uDE00 می\u200cخواهم"))
        .isEqualTo("Müller \uD83D\uDE00 می\u200cخواهم");
  }
}
