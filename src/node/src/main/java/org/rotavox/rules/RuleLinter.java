package org.rotavox.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.model.SeriesFacts;
import org.rotavox.rules.condition.Atom;
import org.rotavox.rules.condition.Condition;
import org.rotavox.rules.condition.FactView;
import org.rotavox.rules.condition.Operand;
import org.rotavox.rules.condition.Requirement;
import org.rotavox.rules.condition.Solver;
import org.rotavox.rules.condition.Term;
import org.rotavox.rules.condition.Truth;

/**
 * Looks for what is valid but probably not meant. "Unreachable", "always" and "never" are said only
 * with a proof; an overlap only with an example.
 */
public final class RuleLinter {

  /** Up to so many rules are weighed together; beyond, pair by pair. */
  private static final int MAX_TOGETHER = 60;

  private static final int MAX_OVERLAPS = 20;

  /** Pairs of rules that are compared; beyond, only the first ones. */
  private static final int MAX_PAIRS = 200_000;

  private final RuleBook book;
  private final List<CheckedRule> rules;
  private final Set<String> destinations;
  private final List<RuleWarning> warnings = new ArrayList<>();

  private RuleLinter(RuleBook book, RuleNames known) {
    this.book = book;
    rules = book.checkedRules();
    destinations = known.destinations();
  }

  /** Returns the warnings for a rule set in the order of its rules. */
  public static List<RuleWarning> lint(RuleBook book, RuleNames known) {
    RuleLinter linter = new RuleLinter(book, known);
    linter.constants();
    linter.unreachable();
    linter.withoutData();
    linter.overlaps();
    linter.unusedDestinations();
    linter.warnings.sort(Comparator.comparingInt(RuleWarning::line));
    return List.copyOf(linter.warnings);
  }

  /** Returns the warnings about rules that no series can get to, alone. */
  static List<RuleWarning> unreachable(RuleBook book, RuleNames known) {
    RuleLinter linter = new RuleLinter(book, known);
    linter.unreachable();
    return List.copyOf(linter.warnings);
  }

  private void constants() {
    for (CheckedRule rule : rules) {
      if (isImpossible(Requirement.holds(rule.condition()))) {
        warn(RuleWarning.Kind.ALWAYS_FALSE, rule, "holds for no series");
      } else if (!isPlainTrue(rule) && isImpossible(Requirement.doesNotHold(rule.condition()))) {
        warn(RuleWarning.Kind.ALWAYS_TRUE, rule, "holds for every series; write `when: true`");
      } else {
        impossible(rule);
      }
    }
  }

  /** What the rule language allows and no run has; parts of a condition count as well. */
  private void impossible(CheckedRule rule) {
    Optional<String> why = FactLaws.whyImpossible(rule.condition());
    if (why.isPresent()) {
      warn(RuleWarning.Kind.IMPOSSIBLE, rule, "holds for no run: " + why.get());
      return;
    }
    for (Atom atom : rule.condition().atoms()) {
      FactLaws.whyImpossible(atom)
          .ifPresent(
              reason ->
                  warn(
                      RuleWarning.Kind.IMPOSSIBLE,
                      rule,
                      "asks for `" + atom.text() + "`, which is true of no run: " + reason));
    }
  }

  private static boolean isPlainTrue(CheckedRule rule) {
    List<Atom> atoms = rule.condition().atoms();
    return atoms.size() == 1 && atoms.get(0) instanceof Atom.Constant;
  }

  private void unreachable() {
    List<CheckedRule> earlier = new ArrayList<>();
    int pairs = 0;
    for (CheckedRule rule : rules) {
      if (!rule.rule().enabled() || isImpossible(Requirement.holds(rule.condition()))) {
        continue;
      }
      pairs += earlier.size();
      if (pairs <= MAX_PAIRS) {
        Optional<String> by = winner(rule, earlier);
        by.ifPresent(
            name ->
                warn(RuleWarning.Kind.UNREACHABLE, rule, "is never reached: " + name + " first"));
      }
      if (rule.rule().validFrom().isEmpty() && rule.rule().validUntil().isEmpty()) {
        earlier.add(rule);
      }
    }
  }

  private static Optional<String> winner(CheckedRule rule, List<CheckedRule> earlier) {
    for (CheckedRule other : earlier) {
      if (isImpossible(
          Requirement.holds(rule.condition()), Requirement.doesNotHold(other.condition()))) {
        return Optional.of(
            "rule \"" + other.rule().name() + "\" (line " + other.rule().line() + ") always holds");
      }
    }
    if (earlier.size() > MAX_TOGETHER || earlier.isEmpty()) {
      return Optional.empty();
    }
    List<Requirement> all = new ArrayList<>();
    all.add(Requirement.holds(rule.condition()));
    earlier.forEach(other -> all.add(Requirement.doesNotHold(other.condition())));
    return Solver.ask(all) == Solver.Answer.IMPOSSIBLE
        ? Optional.of("one of the rules above always holds")
        : Optional.empty();
  }

  /** Missing data has empty values; a comparison that they pass should ask {@code has} as well. */
  private void withoutData() {
    FactView nothing = book.view(SeriesFacts.builder().build());
    for (CheckedRule rule : rules) {
      if (isDead(rule)) {
        continue;
      }
      Set<Operand> asked = new HashSet<>();
      for (Atom atom : rule.condition().atoms()) {
        if (atom instanceof Atom.Present present) {
          asked.add(present.operand());
        }
      }
      for (Atom atom : rule.condition().atoms()) {
        if (atom instanceof Atom.NumberTest test
            && !asked.contains(test.operand())
            && decidesWithoutData(rule.condition(), test, nothing)) {
          warn(
              RuleWarning.Kind.HOLDS_WITHOUT_DATA,
              rule,
              "`"
                  + atom.text()
                  + "` also holds when the value is not known (it counts as 0); add has("
                  + test.operand().ruleText()
                  + ")");
        }
      }
    }
  }

  private static boolean decidesWithoutData(
      Condition condition, Atom.NumberTest test, FactView nothing) {
    return test.evaluate(nothing) == Truth.TRUE
        && Solver.ask(
                List.of(
                    Requirement.holds(condition),
                    new Requirement(
                        new Term.Leaf(new Atom.Present(test.operand())), Set.of(Truth.FALSE))))
            == Solver.Answer.POSSIBLE;
  }

  private void overlaps() {
    int found = 0;
    int pairs = 0;
    for (int j = 1; j < rules.size(); j++) {
      for (int i = 0; i < j && found < MAX_OVERLAPS && pairs < MAX_PAIRS; i++) {
        pairs++;
        if (!isDead(rules.get(i)) && !isDead(rules.get(j)) && overlap(rules.get(i), rules.get(j))) {
          found++;
          Rule first = rules.get(i).rule();
          warn(
              RuleWarning.Kind.OVERLAP,
              rules.get(j),
              "overlaps with rule \""
                  + first.name()
                  + "\" (line "
                  + first.line()
                  + "), which has another outcome and comes first");
        }
      }
    }
  }

  /** A rule that never or always decides has its own warning. */
  private boolean isDead(CheckedRule rule) {
    return warnings.stream()
        .filter(
            warning ->
                warning.kind() == RuleWarning.Kind.UNREACHABLE
                    || warning.kind() == RuleWarning.Kind.ALWAYS_TRUE
                    || warning.kind() == RuleWarning.Kind.ALWAYS_FALSE
                    || warning.kind() == RuleWarning.Kind.IMPOSSIBLE)
        .anyMatch(warning -> warning.line() == rule.rule().line());
  }

  private static boolean sameOutcome(RuleOutcome a, RuleOutcome b) {
    return a instanceof RuleOutcome.Reconstruct ? a.equals(b) : a.getClass() == b.getClass();
  }

  /** An exception before a general rule is no overlap: every series of the first fits both. */
  private static boolean overlap(CheckedRule first, CheckedRule second) {
    boolean comparable =
        first.rule().enabled()
            && second.rule().enabled()
            && !sameOutcome(first.rule().outcome(), second.rule().outcome());
    return comparable
        && !isImpossible(
            Requirement.holds(first.condition()), Requirement.doesNotHold(second.condition()))
        && !isImpossible(
            Requirement.holds(second.condition()), Requirement.doesNotHold(first.condition()))
        && Solver.example(
                List.of(
                    Requirement.holds(first.condition()), Requirement.holds(second.condition())))
            .isPresent();
  }

  private void unusedDestinations() {
    Set<String> unused = new TreeSet<>(destinations);
    for (CheckedRule rule : rules) {
      if (rule.rule().outcome() instanceof RuleOutcome.Reconstruct wanted) {
        unused.removeAll(wanted.destinations());
      }
    }
    for (String name : unused) {
      warnings.add(
          new RuleWarning(
              RuleWarning.Kind.UNUSED_DESTINATION,
              "",
              0,
              "no rule sends anything to the destination `" + name + "`"));
    }
  }

  private void warn(RuleWarning.Kind kind, CheckedRule rule, String what) {
    String name = "rule \"" + rule.rule().name() + "\" ";
    warnings.add(new RuleWarning(kind, rule.rule().name(), rule.rule().line(), name + what));
  }

  private static boolean isImpossible(Requirement... requirements) {
    return Solver.ask(List.of(requirements)) == Solver.Answer.IMPOSSIBLE;
  }
}
