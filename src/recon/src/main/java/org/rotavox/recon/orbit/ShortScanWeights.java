package org.rotavox.recon.orbit;

import java.util.ArrayList;
import java.util.List;

/**
 * The redundancy weights: rays that a scan measures twice count as one.
 *
 * <p>With β the place on the arc and γ the fan angle, both positive about the axis of the rotation,
 * (β, γ) is the same ray as (β ± π + 2γ, −γ) and (β ± 2π, γ). A taper c(β) over the arc is divided
 * by its sum over all equal rays that were measured (Noo et al., Phys. Med. Biol. 47(14), 2002,
 * equation 21, for any arc): the sum of the weights of equal rays is 1 for short scans with any
 * over-scan, for full scans, and beyond. The taper rises and falls by sin² as Parker's weights do
 * (Med. Phys. 9(2), 1982).
 *
 * <p>A view stands for a part of the arc: its weight is the mean over that part, so that neither
 * the first nor the last view drops out.
 */
public final class ShortScanWeights {

  private static final int SAMPLES = 8;
  private static final double TWO_PI = 2 * Math.PI;

  private final Orbit orbit;
  private final double arc;
  private final double taper;

  public ShortScanWeights(Orbit orbit) {
    this.orbit = orbit;
    this.arc = orbit.arc();
    this.taper = orbit.closed() ? 0 : taperOf(arc, orbit.size());
  }

  private static double taperOf(double arc, int views) {
    double step = arc / views;
    double redundant = arc > TWO_PI ? arc - TWO_PI : arc - Math.PI;
    return Math.min(arc / 2, Math.max(step, redundant));
  }

  /** Returns what is wrong with the arc, in words; empty if nothing is. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    double needed = Math.PI + 2 * orbit.halfFan();
    if (arc < needed) {
      warnings.add(
          String.format(
              java.util.Locale.ROOT,
              "the scan covers %.1f° of the %.1f° (180° and the fan) that a complete"
                  + " reconstruction needs: expect streaks and blur",
              Math.toDegrees(arc),
              Math.toDegrees(needed)));
    }
    return warnings;
  }

  /**
   * Returns the weight of a ray, its share of the arc included: radians.
   *
   * @param view index of the view
   * @param fanAngle fan angle of the ray, radians
   */
  public double weight(int view, double fanAngle) {
    double from = orbit.from(view);
    double width = orbit.to(view) - from;
    double sum = 0;
    for (int s = 0; s < SAMPLES; s++) {
      sum += share(from + width * (s + 0.5) / SAMPLES, fanAngle);
    }
    return sum / SAMPLES * width;
  }

  private double share(double beta, double gamma) {
    double own = taper(beta);
    if (own == 0) {
      return 0;
    }
    double conjugate = 2 * gamma + Math.PI;
    double all = 0;
    for (int turn = -2; turn <= 1; turn++) {
      all += taper(beta + turn * TWO_PI) + taper(beta + conjugate + turn * TWO_PI);
    }
    return own / all;
  }

  private double taper(double beta) {
    if (orbit.closed()) {
      return beta >= 0 && beta < TWO_PI ? 1 : 0;
    }
    double toEnd = Math.min(beta, arc - beta);
    if (toEnd <= 0) {
      return 0;
    }
    if (toEnd >= taper) {
      return 1;
    }
    double s = Math.sin(Math.PI / 2 * toEnd / taper);
    return s * s;
  }
}
