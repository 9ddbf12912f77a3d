package org.rotavox.collect;

import java.time.Instant;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/** Decides what happens with a complete run; the app plugs the rule book in here. */
@FunctionalInterface
public interface Decider {

  /** Returns the decision on these facts at this time. */
  Decision decide(SeriesFacts facts, Instant now);

  /** Returns the decision on a run that a person released: no rule holds it any more. */
  default Decision decideReleased(SeriesFacts facts, Instant now) {
    return decide(facts, now);
  }

  /**
   * A verdict and the rules that gave it.
   *
   * @param verdict what shall happen
   * @param ruleRevision digest of the rules
   */
  record Decision(Verdict verdict, String ruleRevision) {}
}
