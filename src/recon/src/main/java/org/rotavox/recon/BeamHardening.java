package org.rotavox.recon;

import java.util.Arrays;
import java.util.List;

/**
 * The polynomial that straightens the line integrals of a polychromatic beam through water: {@code
 * p' = c₁·p + c₂·p² + c₃·p³ + …} (Herman, Phys. Med. Biol. 24(1), 1979).
 *
 * @param coefficients c₁, c₂, …; at most 8; empty = no correction
 */
public record BeamHardening(List<Double> coefficients) {

  /** No correction. */
  public static final BeamHardening NONE = new BeamHardening(List.of());

  private static final int MAXIMUM_COEFFICIENTS = 8;

  public BeamHardening {
    coefficients = List.copyOf(coefficients);
    if (coefficients.size() > MAXIMUM_COEFFICIENTS
        || coefficients.stream().anyMatch(c -> !Double.isFinite(c))) {
      throw new IllegalArgumentException(
          "expected at most "
              + MAXIMUM_COEFFICIENTS
              + " finite coefficients of beam hardening, got "
              + coefficients);
    }
  }

  /** Returns the correction with these coefficients, of the first power first. */
  public static BeamHardening of(double... coefficients) {
    return new BeamHardening(Arrays.stream(coefficients).boxed().toList());
  }

  /** Corrects line integrals in place. */
  public void apply(float[] lineIntegrals) {
    if (coefficients.isEmpty()) {
      return;
    }
    double[] c = coefficients.stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 0; i < lineIntegrals.length; i++) {
      double p = lineIntegrals[i];
      double sum = 0;
      for (int k = c.length - 1; k >= 0; k--) {
        sum = (sum + c[k]) * p;
      }
      lineIntegrals[i] = (float) sum;
    }
  }
}
