package org.rotavox.recon.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.BeamHardening;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.Provenance;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.chain.PreparedRun;

class ProvenanceTest {

  private static final ReconstructionProtocol COARSE =
      Simulation.protocol().withVolume(new VolumeSize(24, 6.4));

  private static Provenance of(ReconstructionProtocol protocol) throws Exception {
    return Simulation.onCpu(Simulation.exact(Simulation.arc(-100, 100)), protocol).provenance();
  }

  private static List<String> names(Provenance provenance) {
    return provenance.steps().stream().map(StepRecord::step).toList();
  }

  @Test
  void filteredBackProjectionSaysWhatItDid() throws Exception {
    Provenance provenance =
        of(COARSE.withFilter(FilterWindow.HANN, 0.8).withTruncation(Truncation.NONE));
    assertThat(names(provenance))
        .containsExactly(
            "air-normalization",
            "negative-logarithm",
            "blanked-pixels",
            "row-extension",
            "weights",
            "ramp-filter",
            "tangent-planes",
            "rectify",
            "back-project",
            "scale");
    assertThat(provenance.algorithm()).isEqualTo(Algorithm.FDK);
    assertThat(provenance.kernel()).isEqualTo("HANN");
    assertThat(provenance.derivation()).isEqualTo("filter HANN to 0.80 of the Nyquist frequency");
    assertThat(provenance.engine()).isEqualTo("CPU, 2 threads" + vectorApi(provenance));
  }

  private static String vectorApi(Provenance provenance) {
    return provenance.engine().endsWith("Vector API") ? ", Vector API" : "";
  }

  @Test
  void iterationHasNoKernel() throws Exception {
    Provenance provenance = of(COARSE.withOsSart(new Iteration(2, 5, 0.5, 0.25)));
    assertThat(names(provenance))
        .containsExactly(
            "air-normalization",
            "negative-logarithm",
            "blanked-pixels",
            "sample",
            "iterate",
            "scale");
    assertThat(provenance.kernel()).isEmpty();
    assertThat(provenance.derivation()).isEqualTo("2 passes of 5 subsets, total variation 0.25");
  }

  @Test
  void correctionsAreNamedWhereTheyStandInTheChain() throws Exception {
    ReconstructionProtocol corrected =
        COARSE
            .withRingSuppression(true)
            .withTruncation(Truncation.WATER_CYLINDER)
            .withBeamHardening(new BeamHardening(List.of(1.0, 0.1)));
    Provenance provenance = of(corrected);
    assertThat(names(provenance).subList(0, 6))
        .containsExactly(
            "air-normalization",
            "negative-logarithm",
            "blanked-pixels",
            "ring-suppression",
            "beam-hardening",
            "row-extension");
    assertThat(provenance.steps().get(5).text("truncation")).isEqualTo("WATER_CYLINDER");
    assertThat(provenance.derivation())
        .startsWith("rings suppressed; beam hardening corrected by a polynomial; filter ");
  }

  /** What is recorded is what runs: the records are those of the very objects that are applied. */
  @Test
  void theListThatRunsIsTheListThatIsRecorded() throws Exception {
    try (Workers workers = new Workers(1)) {
      PreparedRun run =
          PreparedRun.of(
              Simulation.exact(Simulation.arc(-100, 100)),
              COARSE.withBeamHardening(new BeamHardening(List.of(1.0, 0.1))),
              workers);
      List<StepRecord> ofSteps = new ArrayList<>();
      float[] image = new float[run.detector().rows() * run.detector().columns()];
      run.stack().frames().readIntensities(7, image);
      for (FrameStep step : run.steps()) {
        step.apply(7, image);
        ofSteps.addAll(step.records());
      }
      float[] lineIntegrals = new float[image.length];
      run.readLineIntegrals(7, lineIntegrals);
      assertThat(lineIntegrals).isEqualTo(image);
      assertThat(run.records()).isEqualTo(ofSteps);
    }
  }
}
