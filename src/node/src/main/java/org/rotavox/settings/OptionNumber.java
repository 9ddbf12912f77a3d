package org.rotavox.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A number as it is written on a command line: with the limits and units of the configuration, and
 * where the unit is plain from the option, without one as well.
 *
 * @param <T> the type of the value
 */
public final class OptionNumber<T> {

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,20}(?:\\.[0-9]{0,20})?|\\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,2})?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");

  /** As many as the configuration reads. */
  private static final int MOST_DECIMALS = 9;

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final String expected;
  private final Function<String, Optional<T>> parser;

  private OptionNumber(String expected, Function<String, Optional<T>> parser) {
    this.expected = expected.replace("`", "");
    this.parser = parser;
  }

  /** Returns the value; empty if the text is none, or outside of the limits. */
  public Optional<T> parse(String text) {
    return parser.apply(text.strip());
  }

  /** Completes "must be ...". */
  public String expected() {
    return expected;
  }

  /** Returns the same where a word, too, stands for a value. */
  public OptionNumber<T> or(String word, T value) {
    return new OptionNumber<>(
        expected + ", or " + word,
        text -> text.equals(word) ? Optional.of(value) : parser.apply(text));
  }

  /** A whole number. */
  public static OptionNumber<Integer> count(int least, int most) {
    return ofCount(Format.count(least, most));
  }

  /** A whole number of any size. */
  public static OptionNumber<Long> whole(long least, long most) {
    return new OptionNumber<>(
        most == Long.MAX_VALUE && least > Long.MIN_VALUE
            ? "a whole number from " + least
            : "a whole number from " + least + " to " + most,
        text -> wholeOf(text).filter(n -> n >= least && n <= most));
  }

  /** A number with a unit that may be left out. */
  public static OptionNumber<Double> measure(String unit, double least, double most) {
    return ofMeasure(Format.measure(unit, least, most), unit);
  }

  /** An angle in degrees. */
  public static OptionNumber<Double> degrees(double least, double most) {
    OptionNumber<Double> number = measure("deg", least, most);
    return new OptionNumber<>(
        number.expected, text -> number.parser.apply(text.replaceFirst(" *°$", " deg")));
  }

  /** A number without a unit. */
  public static OptionNumber<Double> number(double least, double most) {
    Format<Double> format = Format.number(least, most);
    return new OptionNumber<>(format.expected(), text -> plain(text).flatMap(format::parse));
  }

  /** A whole number with the limits of a key. */
  public static OptionNumber<Integer> count(Key<Integer> key) {
    return ofCount(key.format());
  }

  /** A number with the limits of a key, and a unit that may be left out. */
  public static OptionNumber<Double> measure(Key<Double> key, String unit) {
    return ofMeasure(key.format(), unit);
  }

  /** A number with the limits of a key, whose name has the unit; the option may have it, too. */
  public static OptionNumber<Double> plain(Key<Double> key, String unit) {
    Format<Double> format = key.format();
    return new OptionNumber<>(
        format.expected() + " " + unit,
        text -> plain(text.replaceFirst(" *" + unit + "$", "")).flatMap(format::parse));
  }

  /** Bytes with the limits of a key, in the given unit where none is written. */
  public static OptionNumber<Long> size(Key<Long> key, String unit) {
    Format<Long> format = key.format();
    return new OptionNumber<>(format.expected(), text -> format.parse(withUnit(text, unit)));
  }

  /** A duration with the limits of a key, in the given unit where none is written. */
  public static OptionNumber<Duration> duration(Key<Duration> key, String unit) {
    return ofDuration(key.format(), unit);
  }

  /** Time between two looks, written in milliseconds where there is no unit. */
  public static OptionNumber<Duration> interval() {
    return ofDuration(Format.duration(MILLISECOND, HOUR), "ms");
  }

  private static OptionNumber<Integer> ofCount(Format<Integer> format) {
    return new OptionNumber<>(
        format.expected(), text -> format.parse(text.startsWith("+") ? text.substring(1) : text));
  }

  private static OptionNumber<Double> ofMeasure(Format<Double> format, String unit) {
    return new OptionNumber<>(
        format.expected().replace(" with the unit " + unit, " " + unit),
        text -> format.parse(withUnit(text, unit)));
  }

  private static OptionNumber<Duration> ofDuration(Format<Duration> format, String unit) {
    return new OptionNumber<>(format.expected(), text -> format.parse(withUnit(text, unit)));
  }

  private static String withUnit(String text, String unit) {
    return plain(text).map(number -> number + " " + unit).orElse(text);
  }

  /** Returns a decimal without sign of plus and without exponent, as the configuration has it. */
  private static Optional<String> plain(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    if (number.scale() > MOST_DECIMALS) {
      number = number.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN);
    }
    return Optional.of(number.toPlainString());
  }

  private static Optional<Long> wholeOf(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException beyond) {
      return Optional.empty();
    }
  }
}
