package org.rotavox.notify;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event in words, for templates.
 *
 * @param occasion what it is about
 * @param fields what a template may name
 */
record Notice(Occasion occasion, Map<String, String> fields) {

  private static final Pattern FIELD = Pattern.compile("\\{([a-zA-Z]+)}");

  Notice {
    fields = Map.copyOf(fields);
  }

  /**
   * Returns the template with its fields filled in; a field that nobody knows stays, so that it is
   * seen.
   *
   * @param escaping makes a value fit to stand in the text
   */
  String fill(String template, UnaryOperator<String> escaping) {
    Matcher matcher = FIELD.matcher(template);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String value = fields.get(matcher.group(1));
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(value == null ? matcher.group() : escaping.apply(value)));
    }
    matcher.appendTail(text);
    return text.toString();
  }
}
