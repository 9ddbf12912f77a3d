package org.rotavox.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * An example that a hospital keeps beside its rules: facts of a series and what must happen with
 * it. Files of cases are read by {@link RuleCases}.
 *
 * @param name what the example is about
 * @param line where it begins in its file, counted from 1
 * @param facts what is known of the series
 * @param at the moment of the decision; empty = now
 * @param expected what must happen
 */
public record RuleCase(
    String name, int line, SeriesFacts facts, Optional<Instant> at, Expectation expected) {

  /**
   * What must happen; only what is given is compared.
   *
   * @param outcome {@code reconstruct}, {@code ignore} or {@code hold}
   * @param rule name of the deciding rule
   * @param protocol reconstruction protocol
   * @param window time window
   * @param destinations destinations in the order of the rule
   * @param shadow whether nothing is delivered
   */
  public record Expectation(
      String outcome,
      Optional<String> rule,
      Optional<String> protocol,
      Optional<String> window,
      Optional<List<String>> destinations,
      Optional<Boolean> shadow) {}

  /**
   * Decides the example.
   *
   * @return what differs from the expectation, in words; empty if nothing does
   */
  public List<String> differences(RuleBook book, Instant now) {
    Verdict verdict = book.decide(facts, at.orElse(now));
    List<String> differences = new ArrayList<>();
    compare("outcome", Optional.of(expected.outcome()), outcome(verdict), differences);
    compare("rule", expected.rule(), verdict.ruleName(), differences);
    if (verdict instanceof Verdict.Reconstruct reconstruct) {
      compare("protocol", expected.protocol(), reconstruct.protocol(), differences);
      compare("window", expected.window(), reconstruct.timeWindow(), differences);
      compare("destinations", expected.destinations(), reconstruct.destinations(), differences);
      compare("shadow", expected.shadow(), reconstruct.shadow(), differences);
    }
    if (!differences.isEmpty()) {
      differences.add(verdict.explanation());
    }
    return List.copyOf(differences);
  }

  /** Returns why no run can have the facts of the example, in words; empty if one could. */
  public List<String> doubts() {
    return FactLaws.brokenBy(facts);
  }

  private static <T> void compare(
      String what, Optional<T> expected, T found, List<String> differences) {
    if (expected.isPresent() && !expected.get().equals(found)) {
      differences.add(what + ": expected " + expected.get() + ", got " + found);
    }
  }

  private static String outcome(Verdict verdict) {
    if (verdict instanceof Verdict.Reconstruct) {
      return "reconstruct";
    }
    return verdict instanceof Verdict.Hold ? "hold" : "ignore";
  }
}
