package org.rotavox.result;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a result series is called and numbered, so that people find it next to its run. */
public final class SeriesLabel {

  /** The Series Description unless the configuration has another template. */
  public static final String DEFAULT_TEMPLATE = "3D RA {protocol} {sweep}°";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final int FIRST_NUMBER = 1000;
  private static final int NUMBERS_FOR_EACH_RUN = 10;
  private static final int MAX_SOURCE_NUMBER = 1_000_000;

  private SeriesLabel() {}

  /**
   * Returns the template with its placeholders replaced, such as {@code {protocol}}.
   *
   * @param values by the name between the braces
   * @throws IllegalArgumentException if the template names something that is not among the values
   */
  public static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "unknown placeholder " + found.group() + ", known are " + values.keySet());
              }
              return Matcher.quoteReplacement(value);
            })
        .strip();
  }

  /**
   * Returns the Series Number of the CT series: 1000 + 10 · the run's; the other kinds of result
   * use the numbers behind it. Run 2 gives 1020, its surface 1024.
   *
   * @param sourceSeriesNumber Series Number of the run; one below 0 counts as 0, and beyond a
   *     million it starts again
   */
  public static int number(int sourceSeriesNumber) {
    int source = Math.max(0, sourceSeriesNumber) % MAX_SOURCE_NUMBER;
    return FIRST_NUMBER + NUMBERS_FOR_EACH_RUN * source;
  }
}
