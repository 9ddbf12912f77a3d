package org.rotavox.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotavox.recon.CostReport;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionFigures;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.cpu.CpuEngine;

class ReconBenchTest {

  @Test
  void figuresBelongTogether() throws Exception {
    Reconstructor cpu = new Reconstructor(new CpuEngine(1));
    CostReport report = ReconBench.run(cpu, ReconBench.protocol(32), 32, 12, Progress.NONE);
    assertThat(report.engine()).isEqualTo("CPU, 1 thread");
    assertThat(report.grid()).containsExactly(32, 32, 32);
    assertThat(report.stages()).isNotEmpty();
    ReconstructionFigures figures = report.figures();
    assertThat(figures.views()).isEqualTo(12);
    assertThat(figures.seconds()).isPositive();
    assertThat(figures.gups()).isPositive().isLessThanOrEqualTo(figures.nominalGups());
    assertThat(figures.plannedBytes()).isGreaterThan(4 * 32 * 32 * 32);
    assertThat(report.toJson())
        .containsEntry("views", 12L)
        .containsEntry("engine", "CPU, 1 thread")
        .containsKeys("stages", "gups", "bytesMoved", "peakResidentBytes", "rooflineFraction");
    assertThat(report.lines()).anyMatch(line -> line.contains("GUPS"));
  }

  @Test
  void theRooflineFractionIsTheLongerOfBothLeastTimesOverTheTimeTaken() {
    ReconstructionFigures figures = new ReconstructionFigures(10, 2000, 1000, 2, 2, 4000, 0, "");
    // 10,000 updates of 10 operations: 1 s; 4000 bytes: 0.4 s or 1.6 s
    assertThat(new Roofline(10_000, 100_000).fraction(figures)).isEqualTo(0.5);
    assertThat(new Roofline(2_500, 100_000).fraction(figures)).isEqualTo(0.8);
    assertThat(new Roofline(2_500, 1).fraction(ReconstructionFigures.NONE)).isZero();
  }

  @Test
  void theRoofsOfThisMachineAreMeasured() throws Exception {
    Roofline roofline = new Reconstructor(new CpuEngine(1)).roofline();
    assertThat(Map.of("bytes", roofline.bytesPerSecond(), "flops", roofline.flopsPerSecond()))
        .allSatisfy((name, speed) -> assertThat(speed).as(name).isGreaterThan(1e7));
  }
}
