package org.rotavox.rules.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * Returns why it cannot be computed for a series, after it was evaluated and found undecidable;
   * empty if only something that it reads is missing.
   */
  public Optional<String> whyNotComputed(FactView facts) {
    return term.atoms()
        .flatMap(atom -> atom instanceof Atom.Interpreted one ? Stream.of(one) : Stream.empty())
        .flatMap(atom -> facts.whyNotComputed(atom.index()).stream())
        .findFirst();
  }

  /** Returns its sub-conditions in the order of the text, without repetitions. */
  public List<Atom> atoms() {
    return term.atoms().distinct().toList();
  }
}
