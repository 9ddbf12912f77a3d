package org.rotavox.recon;

/**
 * The window that damps the high frequencies of the ramp filter: less noise for less sharpness. Kak
 * and Slaney, Principles of Computerized Tomographic Imaging (1988), section 3.3.3.
 */
public enum FilterWindow {
  /** No damping below the cut-off (Ram-Lak): the sharpest. */
  RAMP,
  /** sinc. */
  SHEPP_LOGAN,
  /** A quarter period of the cosine. */
  COSINE,
  /** Raised cosine: the smoothest. */
  HANN;

  /**
   * Returns the factor at a frequency.
   *
   * @param fraction frequency as a fraction of the cut-off frequency, from 0; beyond 1 it is damped
   *     to nothing
   */
  public double factor(double fraction) {
    if (fraction > 1) {
      return 0;
    }
    double half = Math.PI / 2 * fraction;
    return switch (this) {
      case RAMP -> 1;
      case SHEPP_LOGAN -> fraction == 0 ? 1 : Math.sin(half) / half;
      case COSINE -> Math.cos(half);
      case HANN -> Math.cos(half) * Math.cos(half);
    };
  }
}
