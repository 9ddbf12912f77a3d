package org.rotavox.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/**
 * Templates of the result's series description, such as <code>3D {protocol}, {seriesDescription}
 * </code>: every fact by its name, the reconstruction protocol and the rule may stand in braces.
 */
final class SeriesDescription {

  /** PS3.5 table 6.2-1: a value of VR LO. */
  private static final int MAX_LENGTH = 64;

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
  private static final String PROTOCOL = "protocol";
  private static final String RULE = "rule";

  private SeriesDescription() {}

  /** Returns the names that may stand in braces. */
  static List<String> fields() {
    return Stream.concat(
            Stream.of(PROTOCOL, RULE), Arrays.stream(Fact.values()).map(Fact::ruleName))
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

  /** Returns the text for a series, cut to the 64 characters that DICOM allows. */
  static String fill(String template, SeriesFacts facts, String protocol, String rule) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = FIELD.matcher(template);
    while (matcher.find()) {
      String value =
          switch (matcher.group(1)) {
            case PROTOCOL -> protocol;
            case RULE -> rule;
            default -> Fact.named(matcher.group(1)).map(f -> shown(facts.get(f))).orElse("");
          };
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(filled);
    String clean = filled.toString().replaceAll("[\\\\\\p{Cntrl}]", " ").strip();
    int characters = clean.codePointCount(0, clean.length());
    return clean
        .substring(0, clean.offsetByCodePoints(0, Math.min(MAX_LENGTH, characters)))
        .strip();
  }

  private static String shown(Object value) {
    if (value instanceof List<?> list) {
      return String.join(" ", list.stream().map(String::valueOf).toList());
    }
    return value instanceof Double number ? String.valueOf(Math.round(number)) : value.toString();
  }
}
