package org.rotavox.rules;

import java.util.List;
import org.rotavox.model.Verdict;
import org.rotavox.rules.condition.Truth;

/**
 * How a verdict came about: every rule of the book in its order, with the value of each
 * sub-condition on the series in question.
 *
 * @param verdict what was decided
 * @param rules the account of each rule
 */
public record Explanation(Verdict verdict, List<RuleAccount> rules) {

  public Explanation {
    rules = List.copyOf(rules);
  }

  /**
   * What one rule said.
   *
   * @param ruleName the rule
   * @param standing its part in the decision
   * @param conditions its sub-conditions in the order of the text; also given for rules that were
   *     not asked, since that is what an administrator wants to know
   */
  public record RuleAccount(String ruleName, Standing standing, List<SubCondition> conditions) {

    public RuleAccount {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * One sub-condition that has no {@code &&}, {@code ||} or {@code !} inside.
   *
   * @param text as in the rule
   * @param value what it gave
   * @param operands the facts and header fields that it reads, as {@code "sweepDeg = 200.0"}
   */
  public record SubCondition(String text, Truth value, List<String> operands) {

    public SubCondition {
      operands = List.copyOf(operands);
    }
  }

  /** The part of a rule in a decision. */
  public enum Standing {
    /** It was the first that held. */
    DECIDED,
    /** It was asked and did not hold. */
    DID_NOT_HOLD,
    /** An earlier rule decided; this one would have held. */
    WOULD_HAVE_HELD,
    /** An earlier rule decided; this one would not have held. */
    NOT_REACHED,
    /** It is switched off. */
    DISABLED,
    /** Its time has not come or is over. */
    OUTSIDE_VALIDITY
  }
}
