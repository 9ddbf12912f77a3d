package org.rotavox.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rotavox.model.Fact;

/**
 * Checks the template of a series description, such as <code>3D {protocol} {seriesDescription}
 * </code>; it is filled when the result is written.
 */
final class DescriptionTemplate {

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

  /** Besides the facts: the reconstruction protocol, the rule, and the sweep in whole degrees. */
  private static final List<String> SPECIAL = List.of("protocol", "rule", "sweep");

  private DescriptionTemplate() {}

  /** Returns the names that may stand in braces. */
  static List<String> fields() {
    return Stream.concat(SPECIAL.stream(), Arrays.stream(Fact.values()).map(Fact::ruleName))
        .toList();
  }

  /** Returns the names in braces that mean nothing. */
  static List<String> unknownFields(String template) {
    List<String> unknown = new ArrayList<>();
    Matcher matcher = FIELD.matcher(template);
    while (matcher.find()) {
      if (!fields().contains(matcher.group(1))) {
        unknown.add(matcher.group(1));
      }
    }
    return unknown;
  }
}
