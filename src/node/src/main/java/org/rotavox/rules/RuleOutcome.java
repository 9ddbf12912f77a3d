package org.rotavox.rules;

import java.util.List;
import org.rotavox.model.Verdict;

/** What a rule wants to happen with the series for which it holds. */
public sealed interface RuleOutcome {

  /**
   * The series becomes a volume; see {@link Verdict.Reconstruct} for the meaning of each field.
   *
   * @param protocol name of the reconstruction protocol
   * @param priority how urgent it is
   * @param timeWindow name of the time window; empty = always
   * @param destinations where the result goes; empty only if {@code shadow}
   * @param seriesDescription template, see the rules guide; empty = the default
   * @param seriesNumberOffset added to the source's series number
   * @param shadow keep the result for review, deliver nothing
   */
  record Reconstruct(
      String protocol,
      Verdict.Priority priority,
      String timeWindow,
      List<String> destinations,
      String seriesDescription,
      int seriesNumberOffset,
      boolean shadow)
      implements RuleOutcome {

    public Reconstruct {
      destinations = List.copyOf(destinations);
    }
  }

  /**
   * Nothing happens with the series.
   *
   * @param reason why, in the administrator's words
   */
  record Ignore(String reason) implements RuleOutcome {}

  /**
   * The series waits until a person releases it.
   *
   * @param reason why, in the administrator's words; may be empty
   */
  record Hold(String reason) implements RuleOutcome {}
}
