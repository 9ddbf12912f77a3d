package org.rotavox.work;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * When jobs run and how often they are tried.
 *
 * @param tick how often the node looks for work
 * @param slots jobs at once
 * @param maxAttempts how often a job is tried before it counts as failed
 * @param firstRetryDelay wait before the second attempt; doubles from attempt to attempt
 * @param maxRetryDelay upper bound of that wait
 * @param timeZone in which the windows are meant
 * @param windows time windows by name; each is open whenever one of its Quartz cron expressions
 *     (seconds field first, e.g. {@code * * 20-23,0-5 ? * MON-FRI}) is satisfied
 */
public record ScheduleSettings(
    Duration tick,
    int slots,
    int maxAttempts,
    Duration firstRetryDelay,
    Duration maxRetryDelay,
    ZoneId timeZone,
    Map<String, List<String>> windows) {

  public ScheduleSettings {
    windows = Map.copyOf(windows);
  }
}
