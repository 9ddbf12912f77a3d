package org.rotavox.rules.condition;

import java.util.OptionalDouble;
import org.rotavox.model.Fact;

/** What a condition reads: a fact, or a header field. */
public sealed interface Operand {

  /** Returns how rules write it. */
  String ruleText();

  /** Returns true if the series has a value for it. */
  boolean isKnown(FactView facts);

  /** Returns its value as a number; 0 if not known. */
  double number(FactView facts);

  /** Returns its value as text; empty if not known. */
  String text(FactView facts);

  /** Returns {@code "sweepDeg = 200.0"}, or {@code "sweepDeg is not known"}. */
  String describe(FactView facts);

  /**
   * A fact of the table.
   *
   * @param fact which
   */
  record OfFact(Fact fact) implements Operand {

    @Override
    public String ruleText() {
      return fact.ruleName();
    }

    @Override
    public boolean isKnown(FactView facts) {
      return facts.has(fact);
    }

    @Override
    public double number(FactView facts) {
      return facts.number(fact);
    }

    @Override
    public String text(FactView facts) {
      return facts.text(fact);
    }

    @Override
    public String describe(FactView facts) {
      if (!isKnown(facts)) {
        return ruleText() + " is not known";
      }
      Object value = facts.value(fact);
      return ruleText() + " = " + (value instanceof String text ? '"' + text + '"' : value);
    }
  }

  /**
   * The first value of a header field.
   *
   * @param keyword PS3.6 keyword, or the private form
   * @param numeric read as a number
   */
  record OfHeader(String keyword, boolean numeric) implements Operand {

    @Override
    public String ruleText() {
      return (numeric ? "dicomNumber(\"" : "dicom(\"") + keyword + "\")";
    }

    @Override
    public boolean isKnown(FactView facts) {
      return numeric
          ? facts.headerNumber(keyword).isPresent()
          : !facts.headerText(keyword).isEmpty();
    }

    @Override
    public double number(FactView facts) {
      OptionalDouble value = facts.headerNumber(keyword);
      return value.isPresent() ? value.getAsDouble() : 0.0;
    }

    @Override
    public String text(FactView facts) {
      return facts.headerText(keyword);
    }

    @Override
    public String describe(FactView facts) {
      String text = facts.headerText(keyword);
      return text.isEmpty() ? keyword + " is absent" : keyword + " = \"" + text + '"';
    }
  }
}
