package org.rotavox.model;

import java.time.Duration;

/** Durations as texts show them. */
public final class DurationText {

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

  private DurationText() {}

  /** Returns the whole of it in the largest unit that has no remainder: {@code 90 min}. */
  public static String exact(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + " ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % DAY_SECONDS == 0) {
      return seconds == DAY_SECONDS ? "1 day" : seconds / DAY_SECONDS + " days";
    }
    if (seconds % HOUR_SECONDS == 0) {
      return seconds / HOUR_SECONDS + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** Returns the largest two units that say something: {@code 2 h 5 min}. */
  public static String rounded(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
