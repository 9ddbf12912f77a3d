package org.rotavox.rules;

/**
 * What a condition gives: Kleene's three values. {@link #UNDECIDABLE} is a condition that could not
 * be computed for this series, such as the third value of a list with two; a rule holds only if its
 * condition is {@link #TRUE}, so missing data never makes it fire.
 */
public enum Truth {
  TRUE,
  FALSE,
  UNDECIDABLE;

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns true for false, false for true. */
  Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNDECIDABLE -> UNDECIDABLE;
    };
  }
}
