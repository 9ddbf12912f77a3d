package org.rotavox.rules.condition;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rotavox.model.Fact;

/**
 * A sub-condition without {@code &&}, {@code ||} or {@code !}. All but {@link Interpreted} are
 * computed directly and always give true or false.
 */
public sealed interface Atom {

  /** Returns the value for a series. */
  Truth evaluate(FactView facts);

  /** Returns a measure of the work, for ordering only. */
  default int cost() {
    return 1;
  }

  /** Returns it as a rule may write it. */
  String text();

  /** Returns what it reads. */
  List<Operand> operands();

  /** An atom that reads one thing. */
  sealed interface OfOperand extends Atom {

    /** Returns what it reads. */
    Operand operand();

    @Override
    default List<Operand> operands() {
      return List.of(operand());
    }
  }

  /**
   * The condition {@code true} or {@code false}.
   *
   * @param value which
   */
  record Constant(boolean value) implements Atom {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(value);
    }

    @Override
    public String text() {
      return String.valueOf(value);
    }

    @Override
    public List<Operand> operands() {
      return List.of();
    }
  }

  /**
   * A fact that is true or false by itself.
   *
   * @param fact which
   */
  record Flag(Fact fact) implements Atom {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(facts.flag(fact));
    }

    @Override
    public String text() {
      return fact.ruleName();
    }

    @Override
    public List<Operand> operands() {
      return List.of(new Operand.OfFact(fact));
    }
  }

  /**
   * The test whether something is known.
   *
   * @param operand what
   */
  record Present(Operand operand) implements OfOperand {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(operand.isKnown(facts));
    }

    @Override
    public String text() {
      return "has(" + operand.ruleText() + ")";
    }
  }

  /**
   * A number compared with a fixed one.
   *
   * @param operand the number
   * @param relation how it is compared
   * @param bound the fixed number, finite
   */
  record NumberTest(Operand operand, Relation relation, double bound) implements OfOperand {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(relation.holds(operand.number(facts), bound));
    }

    @Override
    public String text() {
      boolean whole = operand instanceof Operand.OfFact of && of.fact().type() == Fact.Type.INTEGER;
      String number =
          whole && bound == Math.rint(bound)
              ? String.format(Locale.ROOT, "%.0f", bound)
              : String.valueOf(bound);
      return operand.ruleText() + " " + relation.sign() + " " + number;
    }
  }

  /** How numbers are compared; "not equal" is the negation of equal. */
  enum Relation {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("=="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    /** Returns the relation that says the same with the sides exchanged. */
    Relation mirrored() {
      return switch (this) {
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case EQUAL -> EQUAL;
        case AT_LEAST -> AT_MOST;
        case GREATER -> LESS;
      };
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case EQUAL -> left == right;
        case AT_LEAST -> left >= right;
        case GREATER -> left > right;
      };
    }
  }

  /**
   * A text compared with a fixed one.
   *
   * @param operand the text
   * @param match how it is compared
   * @param literal the fixed text
   */
  record TextTest(Operand operand, Match match, String literal) implements OfOperand {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(match.holds(operand.text(facts), literal));
    }

    @Override
    public String text() {
      return match == Match.EQUAL
          ? operand.ruleText() + " == " + quoted(literal)
          : operand.ruleText() + "." + match.function() + "(" + quoted(literal) + ")";
    }
  }

  /** How texts are compared; case counts. */
  enum Match {
    EQUAL("=="),
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains");

    private final String function;

    Match(String function) {
      this.function = function;
    }

    String function() {
      return function;
    }

    boolean holds(String text, String literal) {
      return switch (this) {
        case EQUAL -> text.equals(literal);
        case STARTS_WITH -> text.startsWith(literal);
        case ENDS_WITH -> text.endsWith(literal);
        case CONTAINS -> text.contains(literal);
      };
    }
  }

  /**
   * A text that must be one of several.
   *
   * @param operand the text
   * @param literals the fixed texts in the order of the rule
   */
  record TextAmong(Operand operand, List<String> literals) implements OfOperand {

    public TextAmong {
      literals = List.copyOf(literals);
    }

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(literals.contains(operand.text(facts)));
    }

    @Override
    public String text() {
      return operand.ruleText()
          + " in "
          + literals.stream().map(Atom::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * A list that must hold a fixed text.
   *
   * @param fact the list
   * @param literal the text
   */
  record ListContains(Fact fact, String literal) implements Atom {

    @Override
    public Truth evaluate(FactView facts) {
      return Truth.of(facts.texts(fact).contains(literal));
    }

    @Override
    public String text() {
      return quoted(literal) + " in " + fact.ruleName();
    }

    @Override
    public List<Operand> operands() {
      return List.of(new Operand.OfFact(fact));
    }
  }

  /**
   * Everything else, computed by CEL's interpreter; the only atom that may be undecidable.
   *
   * @param text as in the rule, in CEL's own layout
   * @param index its place in the memory of a {@link FactView}
   * @param operands what it reads
   * @param program what CEL made of it
   */
  record Interpreted(String text, int index, List<Operand> operands, CelCondition program)
      implements Atom {

    private static final int COST = 100;

    public Interpreted {
      operands = List.copyOf(operands);
    }

    @Override
    public Truth evaluate(FactView facts) {
      return facts
          .remembered(index)
          .orElseGet(() -> facts.remember(index, program.evaluate(facts)));
    }

    @Override
    public int cost() {
      return COST;
    }
  }

  private static String quoted(String literal) {
    return '"' + literal.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
