package org.rotavox.ticks;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/**
 * Named times in which jobs may start. A window is open in every second whose wall-clock time, in
 * its time zone, satisfies one of its Quartz cron expressions.
 *
 * <p>Wall-clock time is evaluated as such, not as a point of the time line: in the night in which
 * an hour repeats, a window over that hour is open in both, and in the night in which an hour is
 * missing it simply never is that hour.
 */
public final class TimeWindows {

  private static final TimeZone WALL_CLOCK = TimeZone.getTimeZone(ZoneOffset.UTC);

  /** Quartz takes these numbers for its own marks of "no value" and "every value". */
  private static final Pattern QUARTZ_WILDCARDS = Pattern.compile("\\b9[89]\\b");

  private final Map<String, List<CronExpression>> windows = new TreeMap<>();
  private final ZoneId zone;

  /**
   * Reads the windows.
   *
   * @param expressions cron expressions by window name
   * @throws IllegalArgumentException if an expression is not one, naming window and fault
   */
  public TimeWindows(Map<String, List<String>> expressions, ZoneId zone) {
    this.zone = zone;
    expressions.forEach(
        (name, crons) -> {
          List<CronExpression> parsed = new ArrayList<>();
          for (String cron : crons) {
            parsed.add(parse(name, cron));
          }
          windows.put(name, List.copyOf(parsed));
        });
  }

  /** Returns what is wrong with a cron expression, in words; empty if nothing is. */
  public static Optional<String> faultOf(String expression) {
    try {
      read(expression);
      return Optional.empty();
    } catch (ParseException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "not a cron expression"));
    }
  }

  private static CronExpression parse(String window, String expression) {
    try {
      return read(expression);
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "time window " + window + ": \"" + expression + "\": " + e.getMessage(), e);
    }
  }

  private static CronExpression read(String expression) throws ParseException {
    CronExpression cron = new CronExpression(expression);
    if (QUARTZ_WILDCARDS.matcher(expression).find()) {
      throw new ParseException("no field of a time has the value 98 or 99", 0);
    }
    cron.setTimeZone(WALL_CLOCK);
    return cron;
  }

  /** Returns the names of the windows that are open. */
  public Set<String> openAt(Instant now) {
    Date wall = wallClock(now);
    return windows.entrySet().stream()
        .filter(window -> window.getValue().stream().anyMatch(cron -> cron.isSatisfiedBy(wall)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns when a window that is closed now opens; empty if it never does or does not exist. */
  public Optional<Instant> nextOpening(String name, Instant now) {
    Date wall = wallClock(now);
    return windows.getOrDefault(name, List.of()).stream()
        .map(cron -> Optional.ofNullable(cron.getNextValidTimeAfter(wall)))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(next -> LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC))
        .map(next -> next.atZone(zone).toInstant());
  }

  /** Returns the reading of the wall clock as if it were UTC, which has no gaps. */
  private Date wallClock(Instant now) {
    return Date.from(LocalDateTime.ofInstant(now, zone).toInstant(ZoneOffset.UTC));
  }
}
