package org.rotavox.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/** Compares two rule sets on series of the past: what would a draft have decided otherwise? */
public final class RuleReplay {

  private RuleReplay() {}

  /**
   * A series whose outcome would change.
   *
   * @param series the caller's name for it
   * @param before what the rules in force decide
   * @param after what the draft decides
   */
  public record Change(String series, Verdict before, Verdict after) {}

  /** Returns the changes in the order of the series; explanations alone are no change. */
  public static List<Change> compare(
      RuleBook inForce, RuleBook draft, Map<String, SeriesFacts> series, Instant now) {
    return series.entrySet().stream()
        .map(
            entry ->
                new Change(
                    entry.getKey(),
                    inForce.decide(entry.getValue(), now),
                    draft.decide(entry.getValue(), now)))
        .filter(change -> !sameOutcome(change.before(), change.after()))
        .toList();
  }

  private static boolean sameOutcome(Verdict before, Verdict after) {
    if (before instanceof Verdict.Reconstruct a && after instanceof Verdict.Reconstruct b) {
      return a.protocol().equals(b.protocol())
          && a.priority() == b.priority()
          && a.timeWindow().equals(b.timeWindow())
          && a.destinations().equals(b.destinations())
          && a.seriesDescription().equals(b.seriesDescription())
          && a.seriesNumberOffset() == b.seriesNumberOffset()
          && a.shadow() == b.shadow();
    }
    return before.getClass() == after.getClass();
  }
}
