package org.rotavox.recon.chain;

import java.util.List;
import org.rotavox.recon.BeamHardening;
import org.rotavox.recon.StepRecord;

/** Applies a protocol's {@link BeamHardening} polynomial. */
public record BeamHardeningStep(BeamHardening polynomial) implements FrameStep {

  @Override
  public List<StepRecord> records() {
    return List.of(
        StepRecord.of(
                "beam-hardening",
                "straightens line integrals by a polynomial",
                StepRecord.Parameter.text("coefficients", polynomial.coefficients().toString()))
            .described("beam hardening corrected by a polynomial"));
  }

  @Override
  public void apply(int view, float[] image) {
    polynomial.apply(image);
  }
}
