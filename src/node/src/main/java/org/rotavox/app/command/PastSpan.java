package org.rotavox.app.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how far back something goes: {@code 12h}, {@code 30d}, {@code 4w}. */
final class PastSpan implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})\\s*(h|d|w)");
  private static final int LONGEST = 60;
  private static final int DAYS_OF_A_WEEK = 7;

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text);
    }
    long count = Long.parseLong(matcher.group(1));
    if (count == 0) {
      throw wrong(text);
    }
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(count * DAYS_OF_A_WEEK);
    };
  }

  private static TypeConversionException wrong(String text) {
    String value = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return new TypeConversionException(
        "must be a time from 1h to 99999w: write 12h, 30d or 4w, not `" + value + "`");
  }
}
