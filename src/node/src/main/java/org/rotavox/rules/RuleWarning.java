package org.rotavox.rules;

/**
 * Something in a valid rules file that is probably not meant.
 *
 * @param kind what kind of thing
 * @param ruleName the rule; empty if it is about the whole file
 * @param line where the rule begins, counted from 1; 0 if it is about the whole file
 * @param message what was found, in words
 */
public record RuleWarning(Kind kind, String ruleName, int line, String message) {

  /** The kinds of warnings. */
  public enum Kind {
    /** No series can ever get to this rule. */
    UNREACHABLE,
    /** The condition holds for every series. */
    ALWAYS_TRUE,
    /** The condition holds for no series. */
    ALWAYS_FALSE,
    /** The condition asks for facts that no run has together, or for a value that no fact has. */
    IMPOSSIBLE,
    /** A part of the condition also holds when the value is not known. */
    HOLDS_WITHOUT_DATA,
    /** Some series fit to two rules with different outcomes; the order decides. */
    OVERLAP,
    /** No rule sends anything to a destination. */
    UNUSED_DESTINATION
  }

  @Override
  public String toString() {
    return (line == 0 ? "" : "line " + line + ": ") + message;
  }
}
