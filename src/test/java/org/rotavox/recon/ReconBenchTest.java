package org.rotavox.recon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconBenchTest {

  @Test
  void figuresBelongTogether() throws Exception {
    try (Reconstructor cpu = new CpuReconstructor(1)) {
      ReconBench.Figures figures = ReconBench.run(cpu, 32, 12, Progress.NONE);
      assertThat(figures.engine()).isEqualTo("CPU, 1 thread");
      assertThat(figures.size()).isEqualTo(32);
      assertThat(figures.views()).isEqualTo(12);
      assertThat(figures.stages()).isNotEmpty();
      assertThat(figures.seconds()).isPositive();
      assertThat(figures.gups()).isPositive().isLessThanOrEqualTo(figures.nominalGups());
      assertThat(figures.memoryRoofline()).isPositive();
      assertThat(figures.plannedBytes()).isGreaterThan(4 * 32 * 32 * 32);
    }
  }
}
