package org.rotavox.rules;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * Compares two rule sets on series of the past: what would a draft have decided otherwise?
 *
 * @param inForce the rules that decide now
 * @param draft those that shall decide
 */
public record RuleReplay(RuleBook inForce, RuleBook draft) {

  /**
   * The two verdicts on a series whose outcome would change.
   *
   * @param before what the rules in force decide
   * @param after what the draft decides
   */
  public record Change(Verdict before, Verdict after) {}

  /**
   * Asks both rule sets about a series at the moment at which it was decided, so that rules with a
   * time limit count as they did then. Another rule name, reason or explanation alone is no change.
   */
  public Optional<Change> compare(SeriesFacts facts, Instant decidedAt) {
    Change change = new Change(inForce.decide(facts, decidedAt), draft.decide(facts, decidedAt));
    return outcome(change.before).equals(outcome(change.after))
        ? Optional.empty()
        : Optional.of(change);
  }

  /**
   * Returns what a verdict means for a series, in words: equal words, equal outcome. Defaults are
   * left out.
   */
  public static String outcome(Verdict verdict) {
    if (verdict instanceof Verdict.Hold) {
      return "hold";
    }
    if (!(verdict instanceof Verdict.Reconstruct wanted)) {
      return "ignore";
    }
    String destinations = wanted.destinations().stream().collect(Collectors.joining(", "));
    StringBuilder words = new StringBuilder("reconstruct with ").append(wanted.protocol());
    words.append(destinations.isEmpty() ? "" : " for " + destinations);
    words.append(wanted.timeWindow().isEmpty() ? "" : ", window " + wanted.timeWindow());
    words.append(
        switch (wanted.priority()) {
          case URGENT -> ", urgent";
          case NORMAL -> "";
          case LOW -> ", low priority";
        });
    words.append(
        wanted.seriesDescription().isEmpty()
            ? ""
            : ", described as \"" + wanted.seriesDescription() + '"');
    words.append(
        wanted.seriesNumberOffset() == ReconstructReader.DEFAULT_SERIES_NUMBER_OFFSET
            ? ""
            : ", series number + " + wanted.seriesNumberOffset());
    return words.append(wanted.shadow() ? ", shadow" : "").toString();
  }
}
