package org.rotavox.reconstruction;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/**
 * Fills the template of a series description: {@code {protocol}}, {@code {rule}}, and every fact.
 */
public final class SeriesDescription {

  private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z]+)}");

  private SeriesDescription() {}

  /**
   * Returns the description; a field that nobody knows stays as it is, so that it is seen.
   *
   * @param template empty = the default
   */
  public static String of(String template, String protocol, String rule, SeriesFacts facts) {
    String text = template.isEmpty() ? RunOrder.DEFAULT_DESCRIPTION : template;
    Matcher matcher = FIELD.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(value(matcher.group(1), protocol, rule, facts)));
    }
    matcher.appendTail(filled);
    return filled.toString().strip().replaceAll(" {2,}", " ");
  }

  private static String value(String field, String protocol, String rule, SeriesFacts facts) {
    return switch (field) {
      case "protocol" -> protocol;
      case "rule" -> rule;
      case "sweep" -> number(Math.abs(facts.number(Fact.SWEEP_DEG)));
      default -> Fact.named(field).map(fact -> text(facts.get(fact))).orElse("{" + field + "}");
    };
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof List<?> list
        ? String.join(" ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
