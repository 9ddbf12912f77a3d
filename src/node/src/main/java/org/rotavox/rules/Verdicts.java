package org.rotavox.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.ObstacleCode;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.rules.condition.Atom;
import org.rotavox.rules.condition.FactView;
import org.rotavox.rules.condition.Operand;

/**
 * Makes verdicts and says why in one sentence. The sentence goes into log and ledger, so it shows
 * the values of numbers and flags, but of no text: descriptions are typed by people and may hold
 * names of patients.
 */
final class Verdicts {

  private static final int MAX_ATOMS = 8;

  private Verdicts() {}

  /**
   * A run that is not whole waits for a person, or for what is missing, whatever the rules say:
   * they would decide on the facts of a part.
   */
  static Optional<Verdict> ofIncomplete(SeriesFacts facts) {
    return facts.obstacles().stream()
        .filter(obstacle -> ObstacleCode.leavesRunIncomplete(obstacle.code()))
        .findFirst()
        .map(
            obstacle ->
                new Verdict.Hold(
                    RuleBook.DEFAULT_RULE,
                    "held, since the run is not whole" + obstacle(List.of(obstacle))));
  }

  static Verdict of(CheckedRule checked, SeriesFacts facts, FactView view) {
    Rule rule = checked.rule();
    String because = because(checked, view);
    if (rule.outcome() instanceof RuleOutcome.Reconstruct wanted) {
      return facts.obstacles().isEmpty()
          ? reconstruct(rule, wanted, because)
          : impossible(rule, facts);
    }
    if (rule.outcome() instanceof RuleOutcome.Hold hold) {
      return new Verdict.Hold(
          rule.name(),
          "held for release by rule \"" + rule.name() + "\": " + hold.reason() + because);
    }
    RuleOutcome.Ignore ignore = (RuleOutcome.Ignore) rule.outcome();
    return new Verdict.Ignore(
        rule.name(),
        "ignored by rule \""
            + rule.name()
            + "\": "
            + ignore.reason()
            + because
            + obstacle(facts.obstacles()));
  }

  /** Whether the rule holds is not known: a person decides, and the rule is corrected. */
  static Verdict notComputed(CheckedRule checked, String fault) {
    String name = checked.rule().name();
    return new Verdict.Hold(
        name,
        "held, since rule \""
            + name
            + "\" cannot be evaluated: "
            + fault
            + "; correct the rule, then release the run");
  }

  static Verdict byDefault(SeriesFacts facts, int rules) {
    String asked =
        switch (rules) {
          case 0 -> "there is no rule for it";
          case 1 -> "the only rule does not hold";
          default -> "none of " + rules + " rules holds";
        };
    return new Verdict.Ignore(
        RuleBook.DEFAULT_RULE, "ignored: " + asked + obstacle(facts.obstacles()));
  }

  private static Verdict reconstruct(Rule rule, RuleOutcome.Reconstruct wanted, String because) {
    return new Verdict.Reconstruct(
        rule.name(),
        "reconstructed by rule \""
            + rule.name()
            + "\" with protocol "
            + wanted.protocol()
            + because,
        wanted.protocol(),
        wanted.priority(),
        wanted.timeWindow(),
        wanted.destinations(),
        wanted.seriesDescription(),
        wanted.seriesNumberOffset(),
        wanted.shadow());
  }

  /**
   * A rule may want what the object cannot give; then the object says why. What turns is wanted,
   * and waits for a person; what does not turn is no run.
   */
  private static Verdict impossible(Rule rule, SeriesFacts facts) {
    String why =
        ": rule \""
            + rule.name()
            + "\" asks for a reconstruction, which is not possible"
            + obstacle(facts.obstacles());
    return facts.is(Fact.ROTATIONAL)
        ? new Verdict.Hold(rule.name(), "held" + why)
        : new Verdict.Ignore(rule.name(), "ignored" + why);
  }

  private static String obstacle(List<Obstacle> obstacles) {
    if (obstacles.isEmpty()) {
      return "";
    }
    Obstacle first = obstacles.get(0);
    String more = obstacles.size() == 1 ? "" : " (and " + (obstacles.size() - 1) + " more)";
    String remedy = first.remedy().isEmpty() ? "" : "; " + first.remedy();
    return "; " + first.sentence() + remedy + more;
  }

  private static String because(CheckedRule rule, FactView view) {
    List<Atom> atoms = rule.condition().atoms();
    if (atoms.isEmpty() || atoms.get(0) instanceof Atom.Constant) {
      return "";
    }
    String shown =
        atoms.stream()
            .limit(MAX_ATOMS)
            .map(atom -> because(atom, view))
            .collect(Collectors.joining(", "));
    return " (" + shown + (atoms.size() > MAX_ATOMS ? ", ..." : "") + ")";
  }

  private static String because(Atom atom, FactView view) {
    String value =
        switch (atom.evaluate(view)) {
          case TRUE -> "true";
          case FALSE -> "false";
          case UNDECIDABLE -> "not decidable";
        };
    boolean number =
        atom instanceof Atom.NumberTest test && test.operand() instanceof Operand.OfFact;
    return number
        ? atom.operands().get(0).describe(view) + ": " + atom.text() + " is " + value
        : atom.text() + " is " + value;
  }
}
