package org.rotavox.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.rules.Explanation.RuleAccount;
import org.rotavox.rules.Explanation.Standing;
import org.rotavox.rules.Explanation.SubCondition;
import org.rotavox.rules.condition.ConditionCompiler;
import org.rotavox.rules.condition.FactView;
import org.rotavox.rules.condition.Operand;
import org.rotavox.rules.condition.Truth;
import org.rotavox.yaml.FaultList;
import org.rotavox.yaml.YamlFile;

/**
 * An ordered set of checked rules: the first rule that holds for a series decides; if none holds
 * the series is ignored. Immutable and safe for concurrent use.
 */
public final class RuleBook {

  /** Stands as the rule name in the verdict when no rule holds. */
  public static final String DEFAULT_RULE = "default";

  private final List<CheckedRule> checked;
  private final List<Rule> rules;
  private final RuleRevision revision;
  private final String text;
  private final int sharedConditions;

  private RuleBook(
      List<CheckedRule> checked, RuleRevision revision, String text, int sharedConditions) {
    this.checked = List.copyOf(checked);
    this.text = text;
    this.rules = checked.stream().map(CheckedRule::rule).toList();
    this.revision = revision;
    this.sharedConditions = sharedConditions;
  }

  /**
   * Reads and checks a rules file.
   *
   * @throws RuleFaults with everything that is wrong in it, also when it cannot be read
   */
  public static RuleBook load(Path file, RuleNames known) throws RuleFaults {
    FaultList faults = new FaultList();
    Optional<String> text = YamlFile.text(file, faults);
    if (text.isEmpty()) {
      throw new RuleFaults(faults.sorted());
    }
    return parse(text.get(), String.valueOf(file.getFileName()), known);
  }

  /**
   * Checks the text of a rules file.
   *
   * @param fileName stands in the faults and in the revision
   * @throws RuleFaults with everything that is wrong in it
   */
  public static RuleBook parse(String text, String fileName, RuleNames known) throws RuleFaults {
    FaultList faults = new FaultList();
    ConditionCompiler compiler = new ConditionCompiler(known.headerKeywords());
    List<CheckedRule> rules = new RuleFileReader(known, compiler, faults).read(text, fileName);
    if (!faults.isEmpty()) {
      throw new RuleFaults(faults.sorted());
    }
    RuleRevision revision = RuleRevision.of(text, fileName);
    return new RuleBook(rules, revision, text, compiler.sharedConditions());
  }

  /** Returns the book without rules, by which every series is ignored. */
  public static RuleBook empty() {
    return new RuleBook(List.of(), RuleRevision.of("", ""), "", 0);
  }

  /**
   * Decides what happens with a series; always gives a verdict. What turns, and is asked for by a
   * rule, and cannot be reconstructed, is held; so is a run that is not whole, and one for which a
   * rule cannot be evaluated that no other decides before.
   */
  public Verdict decide(SeriesFacts facts, Instant now) {
    return firstOf(checked, facts, now, true);
  }

  /**
   * Decides what happens with a series that a person released: rules that would hold it are passed
   * over, since the person that they wait for has looked. Gives a {@code Hold} only where a run
   * still cannot be reconstructed. A rule that cannot be evaluated does not hold.
   */
  public Verdict decideReleased(SeriesFacts facts, Instant now) {
    return firstOf(
        checked.stream()
            .filter(rule -> !(rule.rule().outcome() instanceof RuleOutcome.Hold))
            .toList(),
        facts,
        now,
        false);
  }

  private Verdict firstOf(
      List<CheckedRule> asked, SeriesFacts facts, Instant now, boolean holdWhereNotComputed) {
    Optional<Verdict> incomplete = Verdicts.ofIncomplete(facts);
    if (incomplete.isPresent()) {
      return incomplete.get();
    }
    FactView view = view(facts);
    for (int i = 0; i < asked.size(); i++) {
      CheckedRule rule = asked.get(i);
      Truth truth = rule.rule().isActive(now) ? rule.condition().evaluate(view) : Truth.FALSE;
      if (truth == Truth.TRUE) {
        return Verdicts.of(rule, facts, view);
      }
      Optional<String> fault =
          truth == Truth.UNDECIDABLE && holdWhereNotComputed
              ? rule.condition().whyNotComputed(view)
              : Optional.empty();
      if (fault.isPresent()) {
        return Verdicts.notComputed(rule, fault.get());
      }
    }
    return Verdicts.byDefault(facts, asked.size());
  }

  /** Decides as {@link #decide} does and gives an account of every rule. */
  public Explanation explain(SeriesFacts facts, Instant now) {
    FactView view = view(facts);
    List<RuleAccount> accounts = new ArrayList<>();
    boolean decided = Verdicts.ofIncomplete(facts).isPresent();
    for (CheckedRule rule : checked) {
      Standing standing = standing(rule, view, now, decided);
      decided |= standing == Standing.DECIDED;
      accounts.add(new RuleAccount(rule.rule().name(), standing, conditions(rule, view)));
    }
    return new Explanation(decide(facts, now), accounts);
  }

  private static Standing standing(
      CheckedRule rule, FactView view, Instant now, boolean alreadyDecided) {
    if (!rule.rule().enabled()) {
      return Standing.DISABLED;
    }
    if (!rule.rule().isActive(now)) {
      return Standing.OUTSIDE_VALIDITY;
    }
    boolean holds = rule.condition().evaluate(view) == Truth.TRUE;
    if (alreadyDecided) {
      return holds ? Standing.WOULD_HAVE_HELD : Standing.NOT_REACHED;
    }
    return holds ? Standing.DECIDED : Standing.DID_NOT_HOLD;
  }

  private static List<SubCondition> conditions(CheckedRule rule, FactView view) {
    return rule.condition().atoms().stream()
        .map(
            atom ->
                new SubCondition(
                    atom.text(),
                    atom.evaluate(view),
                    atom.operands().stream().map((Operand o) -> o.describe(view)).toList()))
        .toList();
  }

  /** Returns which text this is. */
  public RuleRevision revision() {
    return revision;
  }

  /** Returns the text that it was read from. */
  public String text() {
    return text;
  }

  /** Returns the rules in their order. */
  public List<Rule> rules() {
    return rules;
  }

  FactView view(SeriesFacts facts) {
    return new FactView(facts, sharedConditions);
  }

  List<CheckedRule> checkedRules() {
    return checked;
  }
}
