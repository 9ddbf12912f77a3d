package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.List;

/**
 * How well the two measurements of each line agree, under one assumption about the geometry.
 * Misfits are root mean squares of differences over that of rays that have nothing to do with each
 * other: 0 = the images confirm the geometry, 1 = they know nothing of it.
 *
 * @param ofRarerSign misfit of those differences, later minus earlier, whose sign is the rarer one,
 *     counted twice: contrast that arrives or leaves changes all lines the same way
 * @param all misfit of all differences
 * @param grows true if most of the differences is more attenuation later
 */
record RayAgreement(Size ofRarerSign, Size all, boolean grows) {

  private static final double NOTABLE = 0.015;
  private static final double CLEARLY_BETTER = 3;
  private static final double CLEARLY_BETTER_WITH_NOISE = 1.5;

  /**
   * A root mean square.
   *
   * @param whole as measured
   * @param beyondNoise what is left of it when the noise of the pixels is taken off
   */
  record Size(double whole, double beyondNoise) {

    private static Size of(double meanSquare, double noise) {
      return new Size(Math.sqrt(meanSquare), Math.sqrt(Math.max(0, meanSquare - noise)));
    }

    private boolean isClearlyLessThan(Size other) {
      boolean asMeasured = other.whole > NOTABLE && whole * CLEARLY_BETTER < other.whole;
      boolean withoutNoise =
          other.beyondNoise > NOTABLE
              && beyondNoise * CLEARLY_BETTER < other.beyondNoise
              && whole * CLEARLY_BETTER_WITH_NOISE < other.whole;
      return asMeasured || withoutNoise;
    }
  }

  /**
   * Compares.
   *
   * @param attenuation of each line twice, the earlier one first
   * @param unrelated mean square of the difference of rays that have nothing to do with each other
   * @param noise mean variance of a difference, in units of {@code unrelated}
   */
  static RayAgreement of(double[] attenuation, double unrelated, double noise) {
    double more = 0;
    double less = 0;
    for (int i = 0; i + 1 < attenuation.length; i += 2) {
      double d = attenuation[i + 1] - attenuation[i];
      more += d > 0 ? d * d : 0;
      less += d < 0 ? d * d : 0;
    }
    double unit = Math.max(1, attenuation.length / 2) * unrelated;
    return new RayAgreement(
        Size.of(2 * Math.min(more, less) / unit, noise),
        Size.of((more + less) / unit, noise),
        more > less);
  }

  /** Returns the mean square of the difference of two values that are not related. */
  static double unrelated(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(p -> (p - mean) * (p - mean)).average().orElse(0);
    return Math.max(1e-18, 2 * variance);
  }

  /** Returns the best of these, by both of its misfits. */
  static RayAgreement best(List<RayAgreement> all) {
    RayAgreement best = all.get(0);
    for (RayAgreement one : all) {
      best =
          new RayAgreement(
              one.ofRarerSign.whole < best.ofRarerSign.whole ? one.ofRarerSign : best.ofRarerSign,
              one.all.whole < best.all.whole ? one.all : best.all,
              best.grows);
    }
    return best;
  }

  /** Returns the misfit that contrast does not change, noise and all. */
  double misfit() {
    return ofRarerSign.whole;
  }

  /** True if the images clearly speak for the other assumption. */
  boolean isClearlyWorseThan(RayAgreement other) {
    return isClearlyWorseByRarerSign(other) || other.all.isClearlyLessThan(all);
  }

  /** True if those differences clearly speak for it that contrast does not change. */
  boolean isClearlyWorseByRarerSign(RayAgreement other) {
    return other.ofRarerSign.isClearlyLessThan(ofRarerSign);
  }

  /** True if the lines changed during the run, far beyond what they differ by otherwise. */
  boolean changes() {
    return all.beyondNoise > Math.max(NOTABLE, CLEARLY_BETTER * ofRarerSign.whole);
  }
}
