package org.rotavox.rules.condition;

/**
 * What a condition gives: Kleene's three values. {@link #UNDECIDABLE} is a condition that could not
 * be computed for this series, such as the third value of a list with two; a rule holds only if its
 * condition is {@link #TRUE}, so missing data never makes it fire.
 */
public enum Truth {
  TRUE,
  FALSE,
  UNDECIDABLE;

  /** Returns the value of something that is certain. */
  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns false for true, true for false. */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNDECIDABLE -> UNDECIDABLE;
    };
  }
}
