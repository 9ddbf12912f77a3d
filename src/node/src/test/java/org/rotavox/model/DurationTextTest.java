package org.rotavox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms, 0 s",
    "PT0.25S, 250 ms, 0 s",
    "PT1.5S, 1500 ms, 1 s",
    "PT59S, 59 s, 59 s",
    "PT60S, 1 min, 1 min 0 s",
    "PT90S, 90 s, 1 min 30 s",
    "PT90M, 90 min, 1 h 30 min",
    "PT3H, 3 h, 3 h 0 min",
    "PT24H, 1 day, 1 d 0 h",
    "PT25H, 25 h, 1 d 1 h",
    "P7D, 7 days, 7 d 0 h",
  })
  void isShownExactlyOrInTwoUnits(Duration duration, String exact, String rounded) {
    assertThat(DurationText.exact(duration)).isEqualTo(exact);
    assertThat(DurationText.rounded(duration)).isEqualTo(rounded);
  }
}
