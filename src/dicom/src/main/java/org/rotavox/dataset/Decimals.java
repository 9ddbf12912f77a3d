package org.rotavox.dataset;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal strings (VR DS): a double in at most 16 characters, as exact as they allow. */
final class Decimals {

  private static final int LONGEST = 16;

  private Decimals() {}

  /**
   * Returns the shortest form that keeps the value, or the closest that fits.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a decimal string cannot hold " + value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value));
    for (int digits = 17; digits > 0; digits--) {
      BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
      String plain = rounded.toPlainString();
      if (plain.length() <= LONGEST) {
        return plain;
      }
      String scientific = rounded.toString();
      if (scientific.length() <= LONGEST) {
        return scientific;
      }
    }
    throw new AssertionError("one digit and an exponent always fit");
  }
}
