package org.rotavox.collect;

import java.time.Instant;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/** Decides what happens with a complete run; the app plugs the rule book in here. */
@FunctionalInterface
public interface Decider {

  /** Returns the decision on these facts at this time. */
  Decision decide(SeriesFacts facts, Instant now);

  /**
   * A verdict and the rules that gave it.
   *
   * @param verdict what shall happen
   * @param ruleRevision digest of the rules
   */
  record Decision(Verdict verdict, String ruleRevision) {}
}
