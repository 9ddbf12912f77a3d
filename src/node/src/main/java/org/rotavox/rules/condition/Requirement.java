package org.rotavox.rules.condition;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a {@link Solver} shall make of a condition: a value out of some of Kleene's three.
 *
 * @param term the condition
 * @param allowed the values that it may have
 */
public record Requirement(Term term, Set<Truth> allowed) {

  public Requirement {
    allowed = Set.copyOf(allowed);
  }

  /** The condition holds. */
  public static Requirement holds(Condition condition) {
    return new Requirement(condition.term(), EnumSet.of(Truth.TRUE));
  }

  /** The condition does not hold: it is false or cannot be decided. */
  public static Requirement doesNotHold(Condition condition) {
    return new Requirement(condition.term(), EnumSet.of(Truth.FALSE, Truth.UNDECIDABLE));
  }

  /** The same for the negated term. */
  Requirement negated(Term part) {
    EnumSet<Truth> values = EnumSet.noneOf(Truth.class);
    allowed.forEach(value -> values.add(value.not()));
    return new Requirement(part, values);
  }

  /**
   * Returns true if the parts of an {@code And} (or an {@code Or}) must all satisfy this, false if
   * one of them is enough. Kleene's conjunction is the minimum of its parts in the order false,
   * undecidable, true; so "at least" binds every part and "at most" needs one.
   */
  boolean bindsEveryPartOfAnd() {
    return allowed.contains(Truth.TRUE);
  }
}
