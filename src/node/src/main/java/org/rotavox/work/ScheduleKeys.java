package org.rotavox.work;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.ticks.CronFormat;
import org.rotavox.yaml.YamlMap;

/** The keys of the section {@code schedule}, and how they are read. */
public final class ScheduleKeys {

  private static final String WINDOWS = "windows";

  private static final Duration MS_10 = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<Duration> TICK =
      Key.of("tick", Format.duration(MS_10, HOUR), "1 s", "how often the node looks for work");
  static final Key<Integer> SLOTS =
      Key.of("slots", Format.count(1, 64), "1", "reconstructions at once");
  static final Key<Integer> MAX_ATTEMPTS =
      Key.of(
          "maxAttempts",
          Format.count(1, 1000),
          "5",
          "how often a reconstruction is tried before it counts as failed");
  static final Key<Duration> FIRST_RETRY_DELAY =
      Key.of(
          "firstRetryDelay",
          Format.duration(MS_10, DAY),
          "30 s",
          "wait before the second attempt; doubles from attempt to attempt");
  static final Key<Duration> MAX_RETRY_DELAY =
      Key.of("maxRetryDelay", Format.duration(MS_10, DAY), "1 h", "upper bound of that wait");
  static final Key<ZoneId> TIME_ZONE =
      Key.of(
          "timeZone",
          Format.TIME_ZONE,
          "system",
          "time zone of windows and of dates in rules; system = that of the machine");

  public static final Group SCHEDULE =
      new Group(
          "schedule",
          "When reconstructions run and how often they are tried.",
          List.of(TICK, SLOTS, MAX_ATTEMPTS, FIRST_RETRY_DELAY, MAX_RETRY_DELAY, TIME_ZONE));

  private ScheduleKeys() {}

  /** Reads the section. */
  public static ScheduleSettings read(Section file) {
    Section schedule = file.section(SCHEDULE, WINDOWS);
    Optional<Duration> first = schedule.value(FIRST_RETRY_DELAY);
    Optional<Duration> most = schedule.value(MAX_RETRY_DELAY);
    schedule.ordered(FIRST_RETRY_DELAY, first, MAX_RETRY_DELAY, most);
    return new ScheduleSettings(
        schedule.orDefault(TICK),
        schedule.orDefault(SLOTS),
        schedule.orDefault(MAX_ATTEMPTS),
        first.orElse(Duration.ZERO),
        most.orElse(Duration.ZERO),
        schedule.orDefault(TIME_ZONE),
        windows(schedule.section(WINDOWS)));
  }

  private static Map<String, List<String>> windows(Section section) {
    Map<String, List<String>> windows = new LinkedHashMap<>();
    for (YamlMap.Entry entry : section.map().entries()) {
      Key<String> key = Key.of(entry.key(), CronFormat.CRON, "[]", "when the window is open");
      int before = section.reading().faults().count();
      List<String> expressions = section.values(key);
      if (Format.NAME.parse(entry.key()).isEmpty()) {
        section.contradiction(
            entry.key(),
            "`" + entry.key() + "` must be " + Format.NAME.expected(),
            "rename the time window");
      }
      if (expressions.isEmpty() && section.reading().faults().count() == before) {
        section.contradiction(
            entry.key(),
            "the time window `" + entry.key() + "` is never open",
            "give it at least one cron expression, or remove it");
      }
      windows.put(entry.key(), expressions);
    }
    return windows;
  }
}
