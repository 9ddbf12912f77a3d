package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of PS3.5 annexes H to K, and what happens in the field. */
class CharacterSetTest {

  /** The bytes are given as Latin-1 characters. */
  private record Example(String terms, String text, String bytes) {}

  private static final Example KATAKANA =
      new Example(
          "ISO 2022 IR 13\\ISO 2022 IR 87",
          "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
          "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=\u001b$B;3ED\u001b(J^\u001b$BB@O:\u001b(J"
              + "=\u001b$B$d$^$@\u001b(J^\u001b$B$?$m$&\u001b(J");

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "\\ISO 2022 IR 87",
              "Yamada^Tarou=山田^太郎=やまだ^たろう",
              "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B"
                  + "=\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B"),
          new Example("ISO_IR 100", "Buc^Jérôme", "Buc^J\u00e9r\u00f4me"),
          new Example("ISO_IR 101", "Wałęsa", "Wa\u00b3\u00easa"),
          new Example("ISO_IR 144", "Люкceмбypг", "\u00bb\u00ee\u00dace\u00dc\u00d1yp\u00d3"),
          new Example(
              "ISO_IR 127",
              "قباني^لنزار",
              "\u00e2\u00c8\u00c7\u00e6\u00ea^\u00e4\u00e6\u00d2\u00c7\u00d1"),
          new Example(
              "ISO_IR 126", "Διονυσιος", "\u00c4\u00e9\u00ef\u00ed\u00f5\u00f3\u00e9\u00ef\u00f2"),
          new Example(
              "ISO_IR 138",
              "שרון^דבורה",
              "\u00f9\u00f8\u00e5\u00ef^\u00e3\u00e1\u00e5\u00f8\u00e4"),
          new Example("ISO_IR 148", "Çavuşoğlu", "\u00c7avu\u00feo\u00f0lu"),
          new Example("ISO_IR 203", "Œuf à 5 €", "\u00bcuf \u00e0 5 \u00a4"),
          new Example("ISO_IR 166", "ไทย", "\u00e4\u00b7\u00c2"),
          new Example("ISO_IR 13", "ﾔﾏﾀﾞ", "\u00d4\u00cf\u00c0\u00de"),
          new Example(
              "\\ISO 2022 IR 149",
              "Hong^Gildong=洪^吉洞=홍^길동",
              "Hong^Gildong=\u001b$)C\u00fb\u00f3^\u001b$)C\u00d1\u00ce\u00d4\u00d7"
                  + "=\u001b$)C\u00c8\u00ab^\u001b$)C\u00b1\u00e6\u00b5\u00bf"),
          new Example(
              "\\ISO 2022 IR 58",
              "Zhang^XiaoDong=张^小东=",
              "Zhang^XiaoDong=\u001b$)A\u00d5\u00c5^\u001b$)A\u00d0\u00a1\u00b6\u00ab="),
          new Example(
              "ISO_IR 192",
              "Wang^XiaoDong=王^小東=",
              "Wang^XiaoDong=\u00e7\u008e\u008b^\u00e5\u00b0\u008f\u00e6\u009d\u00b1="),
          new Example(
              "GB18030",
              "Wang^XiaoDong=王^小东=",
              "Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab="),
          new Example("ISO 2022 IR 100\\ISO 2022 IR 144", "é=Д", "\u00e9=\u001b-L\u00b4"),
          new Example("\\ISO 2022 IR 159", "丂", "\u001b$(D0!\u001b(B"));

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static CharacterSet set(String terms) {
    return CharacterSet.of(List.of(terms.split("\\\\", -1)));
  }

  @TestFactory
  Stream<DynamicTest> decodesAndEncodesTheExamplesOfTheStandard() {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.terms(),
                    () -> {
                      CharacterSet set = set(example.terms());
                      assertThat(set.decode(bytes(example.bytes()))).isEqualTo(example.text());
                      assertThat(set.encode(example.text())).isEqualTo(bytes(example.bytes()));
                    }));
  }

  @Test
  void decodesHalfWidthKatakanaBesideKanji() {
    CharacterSet set = set(KATAKANA.terms());
    assertThat(set.decode(bytes(KATAKANA.bytes()))).isEqualTo(KATAKANA.text());
    assertThat(set.decode(set.encode(KATAKANA.text()))).isEqualTo(KATAKANA.text());
  }

  @Test
  void aBackslashByteInsideATwoByteCodeSeparatesNothing() {
    DataSet dataSet =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "GB18030")
            .setBytes(
                Tag.OtherPatientNames,
                VR.PN,
                "俓\\乗".getBytes(java.nio.charset.Charset.forName("GB18030")));
    assertThat(dataSet.getStrings(Tag.OtherPatientNames)).containsExactly("俓", "乗");

    DataSet japanese =
        new DataSet()
            .setString(Tag.SpecificCharacterSet, "", "ISO 2022 IR 87")
            .setString(Tag.OtherPatientNames, "本", "繕");
    assertThat(japanese.getStrings(Tag.OtherPatientNames)).containsExactly("本", "繕");
  }

  @Test
  void guessesWhereTheSetIsMissingOrUnknown() {
    for (CharacterSet set : List.of(CharacterSet.DEFAULT, set("ISO_IR 999"), set(""))) {
      assertThat(set.decode("Größe".getBytes(StandardCharsets.UTF_8))).isEqualTo("Größe");
      assertThat(set.decode(bytes("Gr\u00f6\u00dfe"))).isEqualTo("Größe");
    }
    assertThat(set("ISO_IR 192").decode(bytes("Gr\u00f6\u00dfe"))).isEqualTo("Größe");
    assertThat(CharacterSet.knows(List.of("ISO_IR 999"))).isFalse();
  }

  @Test
  void understandsUsualMisspellings() {
    for (String term :
        List.of("ISO-IR 100", "ISO IR 100", "iso_ir100", "ISO 2022 IR 100", "ISO-8859-1")) {
      assertThat(set(term).decode(bytes("\u00e9"))).as(term).isEqualTo("é");
    }
    assertThat(set("UTF-8").decode("é".getBytes(StandardCharsets.UTF_8))).isEqualTo("é");
    assertThat(CharacterSet.knows(List.of("", "ISO-IR 100"))).isTrue();
  }

  @Test
  void brokenEscapesLoseNothingElse() {
    assertThat(set("\\ISO 2022 IR 87").decode(bytes("a\u001b%b"))).isEqualTo("a\uFFFD%b");
    assertThat(set("\\ISO 2022 IR 87").decode(bytes("a\u001b$B0"))).startsWith("a").hasSize(2);
    assertThat(set("\\ISO 2022 IR 149").decode(bytes("a\u00c8"))).startsWith("a");
  }

  @Test
  void refusesToEncodeWhatIsInNoRepertoire() {
    assertThatThrownBy(() -> CharacterSet.DEFAULT.encode("é"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> set("ISO_IR 100").encode("Ж"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> set("\\ISO 2022 IR 87").encode("홍"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
