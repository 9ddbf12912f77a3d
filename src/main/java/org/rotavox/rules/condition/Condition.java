package org.rotavox.rules.condition;

import java.util.List;

/**
 * A checked condition.
 *
 * @param text as its author wrote it
 * @param term the same as a tree
 */
public record Condition(String text, Term term) {

  /** Returns whether it holds for a series. */
  public Truth evaluate(FactView facts) {
    return term.evaluate(facts);
  }

  /** Returns its sub-conditions in the order of the text, without repetitions. */
  public List<Atom> atoms() {
    return term.atoms().distinct().toList();
  }
}
