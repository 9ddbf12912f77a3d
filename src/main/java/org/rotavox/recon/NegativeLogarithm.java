package org.rotavox.recon;

/**
 * Turns transmission into line integrals: {@code p = −ln(I / I₀)} (Beer and Lambert), with the
 * transmission clamped to what a detector can mean: dead, starved and saturated pixels stay finite.
 */
final class NegativeLogarithm implements FrameStep {

  /** 4.5e-5: about two counts of a 16-bit detector; a path of 480 mm through water. */
  static final double LEAST_TRANSMISSION = Math.exp(-10);

  /** Noise lies on both sides of 1: cutting at 1 would bias the air. */
  static final double MOST_TRANSMISSION = 1.5;

  @Override
  public String description() {
    return "clamp, -ln";
  }

  @Override
  public void apply(int view, float[] image) {
    for (int i = 0; i < image.length; i++) {
      float transmission = image[i];
      if (!Float.isNaN(transmission)) {
        double clamped = Math.min(MOST_TRANSMISSION, Math.max(LEAST_TRANSMISSION, transmission));
        image[i] = (float) -Math.log(clamped);
      }
    }
  }
}
