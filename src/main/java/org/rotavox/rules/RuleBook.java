package org.rotavox.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * An ordered set of checked rules: the first rule that holds for a series decides; if none holds
 * the series is ignored. Immutable and safe for concurrent use.
 */
public final class RuleBook {

  private final List<Rule> rules;
  private final RuleRevision revision;

  RuleBook(List<Rule> rules, RuleRevision revision) {
    this.rules = List.copyOf(rules);
    this.revision = revision;
  }

  /**
   * Reads and checks a rules file.
   *
   * @throws RuleFaults with everything that is wrong in it, also when it cannot be read
   */
  public static RuleBook load(Path file, RuleNames known) throws RuleFaults {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks the text of a rules file.
   *
   * @param fileName stands in the faults and in the revision
   * @throws RuleFaults with everything that is wrong in it
   */
  public static RuleBook parse(String text, String fileName, RuleNames known) throws RuleFaults {
    throw new UnsupportedOperationException();
  }

  /** Decides what happens with a series; always gives a verdict. */
  public Verdict decide(SeriesFacts facts, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Decides as {@link #decide} does and gives an account of every rule. */
  public Explanation explain(SeriesFacts facts, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Returns which text this is. */
  public RuleRevision revision() {
    return revision;
  }

  /** Returns the rules in their order. */
  public List<Rule> rules() {
    return rules;
  }
}
