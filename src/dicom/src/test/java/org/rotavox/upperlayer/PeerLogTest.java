package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a deed is told, and in which form the text of a peer stands in the log. */
class PeerLogTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final PeerLog log = new PeerLog(nanos::get);

  @Test
  void theSameKindIsToldAgainAfterAnHourAndOthersAtOnce() {
    try (PeerLogWatch watch = new PeerLogWatch()) {
      for (int minute = 0; minute < 121; minute++) {
        log.report("10.0.0.1", "kind", "did it");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      }
      assertThat(watch.messages()).hasSize(3);
      log.report("10.0.0.2", "kind", "did it");
      log.report("10.0.0.1", "other", "did something else");
      assertThat(watch.messages()).hasSize(5);
    }
  }

  @Test
  void aSecondFaultIsToldBesideTheFirst() {
    try (PeerLogWatch watch = new PeerLogWatch()) {
      for (int offset = 1; offset <= 1000; offset++) {
        log.report(
            "10.0.0.1", "data set", "no header at offset %d of 1.2.3.%d".formatted(offset, offset));
        log.report(
            "10.0.0.1", "data set", "no UID in (0008,0018): found \"x%d\"".formatted(offset));
        log.report(
            "10.0.0.1", "data set", "no UID in (0020,000D): found \"x%d\"".formatted(offset));
      }
      assertThat(watch.messages()).hasSize(3);
    }
  }

  @Test
  void whoInventsCausesIsToldABoundedNumberOfTimes() {
    try (PeerLogWatch watch = new PeerLogWatch()) {
      for (int i = 0; i < 100_000; i++) {
        log.report("10.0.0.1", "kind", "cause " + "x".repeat(i % 1000) + "y");
      }
      assertThat(watch.messages()).hasSize(PeerLog.MOST_CAUSES + 1);
    }
  }

  @Test
  void theNextLineTellsHowManyThereWere() {
    try (PeerLogWatch watch = new PeerLogWatch()) {
      for (int i = 0; i <= 500; i++) {
        log.report("10.0.0.1", "kind", "did it");
      }
      nanos.addAndGet(Duration.ofHours(1).toNanos());
      log.report("10.0.0.1", "kind", "did it");
      assertThat(watch.messages()).hasSize(2);
      assertThat(watch.messages().get(1)).contains("500 times more since the last line");
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "64,64"})
  void plainTextStaysAsItIs(int from, int to) {
    for (int length = Math.max(1, from); length <= to; length++) {
      assertThat(ForeignText.quoted("1".repeat(length))).isEqualTo("\"" + "1".repeat(length) + '"');
    }
  }

  @Test
  void everyCharacterComesOutPrintableAndTheLengthIsBounded() {
    for (int c = 0; c <= 0xFFFF; c++) {
      String quoted = ForeignText.quoted(String.valueOf((char) c).repeat(100));
      assertThat(quoted).hasSizeLessThan(450);
      boolean printable = quoted.chars().allMatch(each -> each >= ' ' && each <= '~');
      assertThat(printable).as("U+%04X", c).isTrue();
      assertThat(quoted.chars().filter(each -> each == '"').count()).as("U+%04X", c).isEqualTo(2);
    }
    assertThat(ForeignText.quoted("")).isEqualTo("no value");
  }
}
