package org.rotavox.acquisition.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables from stored values to modality units, as PS3.3 C.11.1 writes them. */
class ModalityLutTest {

  private static byte[] wide(int count, IntUnaryOperator value) {
    byte[] data = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      data[2 * i] = (byte) value.applyAsInt(i);
      data[2 * i + 1] = (byte) (value.applyAsInt(i) >> 8);
    }
    return data;
  }

  private static ModalityLut table(int count, IntUnaryOperator value) {
    return ModalityLut.of(new int[] {count, 0, 16}, wide(count, value), false).orElseThrow();
  }

  @Test
  void valuesOutsideOfTheTableHaveItsFirstAndLastEntry() {
    ModalityLut lut =
        ModalityLut.of(new int[] {3, 10, 16}, wide(3, i -> 40_000 + i), false).orElseThrow();
    assertThat(lut.at(0)).isEqualTo(40_000);
    assertThat(lut.at(10)).isEqualTo(40_000);
    assertThat(lut.at(11)).isEqualTo(40_001);
    assertThat(lut.at(12)).isEqualTo(40_002);
    assertThat(lut.at(60_000)).isEqualTo(40_002);
  }

  @Test
  void theFirstValueIsSignedWhereStoredValuesAre() {
    int[] descriptor = {4, 0xFFFE, 16};
    byte[] data = wide(4, i -> 100 * i);
    assertThat(ModalityLut.of(descriptor, data, true).orElseThrow().at(-1)).isEqualTo(100);
    assertThat(ModalityLut.of(descriptor, data, false).orElseThrow().at(0xFFFF)).isEqualTo(100);
  }

  @Test
  void zeroEntriesAre65536AndAnEntryMayHaveEightBits() {
    byte[] narrow = new byte[1 << 16];
    narrow[200] = (byte) 0xF0;
    assertThat(ModalityLut.of(new int[] {0, 0, 8}, narrow, false).orElseThrow().at(200))
        .isEqualTo(0xF0);
  }

  @Test
  void aTableThatDoesNotFitItsDescriptorIsNone() {
    assertThat(ModalityLut.of(new int[] {4, 0, 16}, new byte[3], false)).isEmpty();
    assertThat(ModalityLut.of(new int[] {4, 0}, new byte[8], false)).isEmpty();
    assertThat(ModalityLut.of(new int[] {4, 0, 16}, new byte[8], false)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "line, STRAIGHT, true",
    "falling line, STRAIGHT, false",
    "exponential, EXPONENTIAL, true",
    "falling exponential, EXPONENTIAL, false",
    "logarithm, OTHER, true",
    "falling logarithm, OTHER, false",
    "constant, OTHER, false",
    "wave, OTHER, true"
  })
  void theCourseOfATableTellsWhatItDoes(String name, ModalityLut.Shape shape, boolean rises) {
    ModalityLut lut =
        switch (name) {
          case "line" -> table(1024, i -> 3 * i + 7);
          case "falling line" -> table(1024, i -> 5000 - 3 * i);
          case "exponential" -> table(1024, i -> (int) Math.exp(i / 100.0));
          case "falling exponential" -> table(1024, i -> (int) Math.exp((1023 - i) / 100.0));
          case "logarithm" -> table(1024, i -> (int) (5000 * Math.log1p(i)));
          case "falling logarithm" -> table(1024, i -> (int) (5000 * Math.log1p(1023 - i)));
          case "constant" -> table(1024, i -> 7);
          default -> table(1024, i -> 10 * i + (int) (2000 * Math.sin(i / 50.0)) + 3000);
        };
    assertThat(lut.shape(0, 1023)).isEqualTo(shape);
    assertThat(lut.rises(0, 1023)).isEqualTo(rises);
  }
}
