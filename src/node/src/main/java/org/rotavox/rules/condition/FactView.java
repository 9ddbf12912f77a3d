package org.rotavox.rules.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/**
 * The facts of one series as conditions see them, with a memory for sub-conditions that several
 * rules share. One view serves one decision in one thread.
 *
 * <p>A number that is not a number (NaN) counts as unknown, so that every comparison is either true
 * or false. Text is cut to {@value #MAX_TEXT_LENGTH} characters and lists to {@value
 * #MAX_LIST_LENGTH} values, which bounds the work of one evaluation.
 */
public final class FactView {

  static final int MAX_TEXT_LENGTH = 10_000;
  static final int MAX_LIST_LENGTH = 1_000;

  private final SeriesFacts facts;
  private final Truth[] remembered;
  private final Map<Integer, String> notComputed = new HashMap<>();

  /**
   * Makes a view.
   *
   * @param sharedConditions number of sub-conditions worth remembering, {@link
   *     ConditionCompiler#sharedConditions()}
   */
  public FactView(SeriesFacts facts, int sharedConditions) {
    this.facts = facts;
    this.remembered = new Truth[sharedConditions];
  }

  boolean has(Fact fact) {
    return facts.has(fact) && !(facts.get(fact) instanceof Double number && number.isNaN());
  }

  boolean flag(Fact fact) {
    return facts.is(fact);
  }

  /** Returns an {@code INTEGER} or {@code NUMBER} fact. */
  double number(Fact fact) {
    double value = ((Number) facts.get(fact)).doubleValue();
    return Double.isNaN(value) ? 0.0 : value;
  }

  String text(Fact fact) {
    return cut(facts.text(fact));
  }

  @SuppressWarnings("unchecked") // SeriesFacts checks the type of each value when it is set
  List<String> texts(Fact fact) {
    return cut((List<String>) facts.get(fact));
  }

  List<String> header(String keyword) {
    List<String> values = facts.headerField(keyword);
    if (values.isEmpty() && HeaderField.isPrivate(keyword)) {
      values =
          facts.headerFields().entrySet().stream()
              .filter(field -> HeaderField.same(field.getKey(), keyword))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(List.of());
    }
    return cut(values);
  }

  String headerText(String keyword) {
    List<String> values = header(keyword);
    return values.isEmpty() ? "" : values.get(0);
  }

  OptionalDouble headerNumber(String keyword) {
    try {
      double value = Double.parseDouble(headerText(keyword).strip());
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Returns the value of a fact as the interpreter wants it. */
  Object value(Fact fact) {
    return switch (fact.type()) {
      case TEXT -> text(fact);
      case INTEGER -> facts.integer(fact);
      case NUMBER -> number(fact);
      case BOOLEAN -> flag(fact);
      case TEXT_LIST -> texts(fact);
    };
  }

  Optional<Truth> remembered(int index) {
    return Optional.ofNullable(remembered[index]);
  }

  Truth remember(int index, Truth value) {
    remembered[index] = value;
    return value;
  }

  /** Notes that a sub-condition cannot be computed, though nothing that it reads is missing. */
  void notComputed(int index, String why) {
    notComputed.put(index, cut(why).lines().findFirst().orElse(""));
  }

  /** Returns why a sub-condition cannot be computed; empty if it can, or was not asked for. */
  Optional<String> whyNotComputed(int index) {
    return Optional.ofNullable(notComputed.get(index));
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
  }

  private static List<String> cut(List<String> values) {
    boolean small =
        values.size() <= MAX_LIST_LENGTH
            && values.stream().allMatch(value -> value.length() <= MAX_TEXT_LENGTH);
    if (small) {
      return values;
    }
    List<String> result = new ArrayList<>();
    for (String value : values.subList(0, Math.min(values.size(), MAX_LIST_LENGTH))) {
      result.add(cut(value));
    }
    return result;
  }
}
