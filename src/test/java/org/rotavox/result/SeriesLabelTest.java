package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesLabelTest {

  @Test
  void fillsTheTemplate() {
    Map<String, String> values = Map.of("protocol", "head $1", "sweep", "200");
    assertThat(SeriesLabel.fill(SeriesLabel.DEFAULT_TEMPLATE, values))
        .isEqualTo("3D RA head $1 200°");
  }

  @Test
  void namesThePlaceholderThatItDoesNotKnow() {
    assertThatThrownBy(() -> SeriesLabel.fill("{protcol}", Map.of("protocol", "head")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown placeholder {protcol}, known are [protocol]");
  }

  @Test
  void numbersNeverMeetThoseOfTheNextRun() {
    int last =
        Arrays.stream(OutputKind.values())
            .mapToInt(kind -> kind.seriesNumber(SeriesLabel.number(2)))
            .max()
            .orElseThrow();
    assertThat(SeriesLabel.number(2)).isEqualTo(1020);
    assertThat(last).isLessThan(SeriesLabel.number(3));
    assertThat(SeriesLabel.number(Integer.MAX_VALUE)).isPositive();
  }

  @Test
  void keepsTheKindReadableInALongDescription() {
    String cut = OutputKind.SPINNING_MIP.seriesDescription("x".repeat(100), 64);
    assertThat(cut).hasSize(64).endsWith(" spinning MIP");
    assertThat(OutputKind.CT_SERIES.seriesDescription("3D RA", 64)).isEqualTo("3D RA");
  }
}
