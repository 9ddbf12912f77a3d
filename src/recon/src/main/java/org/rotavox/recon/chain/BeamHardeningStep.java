package org.rotavox.recon.chain;

import org.rotavox.recon.BeamHardening;

/** Applies a protocol's {@link BeamHardening} polynomial. */
public record BeamHardeningStep(BeamHardening polynomial) implements FrameStep {

  @Override
  public void apply(int view, float[] image) {
    polynomial.apply(image);
  }
}
