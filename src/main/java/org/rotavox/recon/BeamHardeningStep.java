package org.rotavox.recon;

/** Applies a protocol's {@link BeamHardening} polynomial. */
record BeamHardeningStep(BeamHardening polynomial) implements FrameStep {

  @Override
  public void apply(int view, float[] image) {
    polynomial.apply(image);
  }
}
