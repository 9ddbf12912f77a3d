package org.rotavox.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeWindowsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final TimeWindows windows =
      new TimeWindows(
          Map.of(
              "night", List.of("* * 20-23,0-5 ? * MON-FRI", "* * * ? * SAT,SUN"),
              "two", List.of("* * 2 * * ?")),
          BERLIN);

  @Test
  void isOpenWhileOneOfItsExpressionsIsSatisfied() {
    assertThat(openAt("2026-06-10T19:59:59")).doesNotContain("night");
    assertThat(openAt("2026-06-10T20:00:00")).contains("night");
    assertThat(openAt("2026-06-11T05:59:59")).contains("night");
    assertThat(openAt("2026-06-11T06:00:00")).doesNotContain("night");
    assertThat(openAt("2026-06-13T12:00:00")).contains("night");
  }

  @Test
  void isOpenInBothHoursWhenAnHourRepeats() {
    Instant summer = Instant.parse("2026-10-25T00:30:00Z");
    Instant winter = Instant.parse("2026-10-25T01:30:00Z");
    assertThat(summer.atZone(BERLIN).getHour()).isEqualTo(2);
    assertThat(winter.atZone(BERLIN).getHour()).isEqualTo(2);
    assertThat(windows.openAt(summer)).contains("two");
    assertThat(windows.openAt(winter)).contains("two");
    assertThat(windows.openAt(Instant.parse("2026-10-25T02:00:00Z"))).doesNotContain("two");
  }

  @Test
  void neverOpensInTheNightInWhichItsHourIsMissing() {
    for (Instant t = Instant.parse("2026-03-28T22:00:00Z");
        t.isBefore(Instant.parse("2026-03-29T20:00:00Z"));
        t = t.plusSeconds(600)) {
      assertThat(windows.openAt(t)).doesNotContain("two");
    }
    assertThat(openAt("2026-03-30T02:00:00")).contains("two");
  }

  @Test
  void tellsWhenItOpensNext() {
    assertThat(
            windows.nextOpening("two", ZonedDateTime.parse("2026-06-10T12:00+02:00").toInstant()))
        .contains(Instant.parse("2026-06-11T00:00:00Z"));
    assertThat(windows.nextOpening("absent", Instant.EPOCH)).isEmpty();
  }

  @Test
  void aFaultyExpressionIsRefusedWithTheNameOfItsWindow() {
    assertThatThrownBy(() -> new TimeWindows(Map.of("odd", List.of("every night")), BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd")
        .hasMessageContaining("every night");
    assertThat(TimeWindows.faultOf("* * 2 * * ?")).isEmpty();
    assertThat(TimeWindows.faultOf("* * 24 * * ?")).isPresent();
    assertThat(TimeWindows.faultOf("* * 99 * * ?")).isPresent();
  }

  private java.util.Set<String> openAt(String local) {
    return windows.openAt(java.time.LocalDateTime.parse(local).atZone(BERLIN).toInstant());
  }
}
