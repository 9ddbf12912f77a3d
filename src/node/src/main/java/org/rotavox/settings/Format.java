package org.rotavox.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.DurationText;

/**
 * How the text of a value becomes a value. A number without its unit is refused: nobody can tell
 * what was meant.
 *
 * @param expected completes "must be ..."
 * @param parser empty if the text is not valid
 * @param <T> the type of the value
 */
public record Format<T>(String expected, Function<String, Optional<T>> parser) {

  private static final Pattern QUANTITY =
      Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,9})?) *([A-Za-z/]+)");

  private static final Map<String, Double> MILLIS =
      Map.ofEntries(
          Map.entry("ms", 1.0),
          Map.entry("s", 1e3),
          Map.entry("min", 60e3),
          Map.entry("h", 3600e3),
          Map.entry("hour", 3600e3),
          Map.entry("hours", 3600e3),
          Map.entry("day", 86400e3),
          Map.entry("days", 86400e3));

  private static final Map<String, Double> BYTES =
      Map.of(
          "B", 1.0,
          "KB", 1e3,
          "MB", 1e6,
          "GB", 1e9,
          "TB", 1e12,
          "KiB", 1024.0,
          "MiB", 1024.0 * 1024,
          "GiB", 1024.0 * 1024 * 1024,
          "TiB", 1024.0 * 1024 * 1024 * 1024);

  public static final Format<String> TEXT = new Format<>("text", Optional::of);

  public static final Format<String> NAME =
      new Format<>(
          "a name of letters, digits, `-`, `_` and `.`",
          text -> Optional.of(text).filter(t -> t.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")));

  public static final Format<String> HOST =
      new Format<>(
          "a host name or address without port",
          text -> Optional.of(text).filter(t -> t.matches("[A-Za-z0-9._:%-]{1,253}")));

  public static final Format<AeTitle> AE_TITLE =
      new Format<>(
          "an AE title: 1 to 16 printable ASCII characters without backslash",
          text -> AeTitle.isValid(text) ? Optional.of(new AeTitle(text)) : Optional.empty());

  public static final Format<Boolean> BOOLEAN =
      new Format<>(
          "true or false",
          text ->
              switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
              });

  public static final Format<ZoneId> TIME_ZONE =
      new Format<>("a time zone such as Europe/Berlin, or `system`", Format::timeZone);

  public static final Format<Path> PATH = new Format<>("a path", Format::path);

  /** A TCP port. */
  public static final Format<Integer> PORT =
      count(1, 65_535).expecting("a port number from 1 to 65535");

  public Format<T> expecting(String text) {
    return new Format<>(text, parser);
  }

  public Optional<T> parse(String text) {
    return parser.apply(text);
  }

  public static Format<Integer> count(int least, int most) {
    return new Format<>(
        "a whole number from " + least + " to " + most,
        text ->
            text.matches("[0-9]{1,9}")
                ? Optional.of(Integer.valueOf(text)).filter(n -> n >= least && n <= most)
                : Optional.empty());
  }

  /** A whole number of which 0 is written as a word. */
  public static Format<Integer> countOr(String wordForZero, int most) {
    Format<Integer> number = count(1, most);
    return new Format<>(
        number.expected() + ", or `" + wordForZero + "`",
        text -> text.equals(wordForZero) ? Optional.of(0) : number.parse(text));
  }

  public static Format<Duration> duration(Duration least, Duration most) {
    return new Format<>(
        "a duration with unit (ms, s, min, h, days) from "
            + DurationText.exact(least)
            + " to "
            + DurationText.exact(most),
        text ->
            quantity(text, MILLIS)
                .map(millis -> Duration.ofMillis(Math.round(millis)))
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  public static Format<Long> size(long leastBytes, long mostBytes) {
    return new Format<>(
        "a size with unit (KB, MB, GB, TB or KiB, MiB, ...) from "
            + shownBytes(leastBytes)
            + " to "
            + shownBytes(mostBytes),
        text ->
            quantity(text, BYTES)
                .map(Math::round)
                .filter(bytes -> bytes >= leastBytes && bytes <= mostBytes));
  }

  /** A size, or the word that stands for no limit. */
  public static Format<Long> sizeOr(String wordForUnlimited, long leastBytes, long mostBytes) {
    Format<Long> size = size(leastBytes, mostBytes);
    return new Format<>(
        size.expected() + ", or `" + wordForUnlimited + "`",
        text -> text.equals(wordForUnlimited) ? Optional.of(Long.MAX_VALUE) : size.parse(text));
  }

  /** A number with a fixed unit, such as {@code 1.6 mm}. */
  public static Format<Double> measure(String unit, double least, double most) {
    return new Format<>(
        "a number from " + shown(least) + " to " + shown(most) + " with the unit " + unit,
        text -> quantity(text, Map.of(unit, 1.0)).filter(v -> v >= least && v <= most));
  }

  /** A measure of which 0 is written as a word. */
  public static Format<Double> measureOr(
      String wordForZero, String unit, double least, double most) {
    Format<Double> measure = measure(unit, least, most);
    return new Format<>(
        measure.expected() + ", or `" + wordForZero + "`",
        text -> text.equals(wordForZero) ? Optional.of(0.0) : measure.parse(text));
  }

  public static Format<Double> number(double least, double most) {
    return new Format<>(
        "a number from " + shown(least) + " to " + shown(most),
        text ->
            text.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?")
                ? Optional.of(Double.valueOf(text)).filter(v -> v >= least && v <= most)
                : Optional.empty());
  }

  /** A number in whose place a word may stand. */
  public static Format<OptionalDouble> numberOr(String word, double least, double most) {
    Format<Double> number = number(least, most);
    return new Format<>(
        number.expected() + ", or `" + word + "`",
        text ->
            text.equals(word)
                ? Optional.of(OptionalDouble.empty())
                : number.parse(text).map(OptionalDouble::of));
  }

  /** One of the constants of an enum, written in lower case with {@code -}. */
  public static <E extends Enum<E>> Format<E> choice(Class<E> type) {
    Map<String, E> words =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(e -> word(e), Function.identity()));
    String list =
        Arrays.stream(type.getEnumConstants()).map(Format::word).collect(Collectors.joining(", "));
    return new Format<>("one of " + list, text -> Optional.ofNullable(words.get(text)));
  }

  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Double> quantity(String text, Map<String, Double> units) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2)));
  }

  private static Optional<ZoneId> timeZone(String text) {
    try {
      return Optional.of(text.equals("system") ? ZoneId.systemDefault() : ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static String shownBytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    long value = bytes;
    while (value >= 1000 && value % 1000 == 0 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return value + " " + units[unit];
  }
}
