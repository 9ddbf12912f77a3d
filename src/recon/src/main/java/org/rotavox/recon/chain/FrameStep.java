package org.rotavox.recon.chain;

/**
 * One named step of the way from an intensity image to line integrals. Steps work in place, each on
 * its own image; they are shared between threads and keep no state.
 */
public interface FrameStep {

  /**
   * Does the step.
   *
   * @param view index of the view
   * @param image rows·columns values, row by row; NaN = blanked
   */
  void apply(int view, float[] image);
}
