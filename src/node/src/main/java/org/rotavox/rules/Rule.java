package org.rotavox.rules;

import java.time.Instant;
import java.util.Optional;

/**
 * One rule of the file as its author wrote it.
 *
 * @param name unique in the file
 * @param description what it is for; may be empty
 * @param condition the text of {@code when}
 * @param outcome what happens with a series for which the condition holds
 * @param enabled a rule that is not enabled is checked but never asked
 * @param validFrom it is not asked before this moment
 * @param validUntil it is not asked from this moment on
 * @param line where it begins in the file, counted from 1
 */
public record Rule(
    String name,
    String description,
    String condition,
    RuleOutcome outcome,
    boolean enabled,
    Optional<Instant> validFrom,
    Optional<Instant> validUntil,
    int line) {

  /** Returns true if the rule is asked at this moment. */
  public boolean isActive(Instant now) {
    return enabled
        && validFrom.map(from -> !now.isBefore(from)).orElse(true)
        && validUntil.map(now::isBefore).orElse(true);
  }
}
