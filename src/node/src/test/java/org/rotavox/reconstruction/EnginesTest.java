package org.rotavox.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.recon.Engine;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.opencl.DeviceScout;

class EnginesTest {

  /** Whatever becomes of the child that lists devices, the CPU engine computes. */
  @ParameterizedTest
  @CsvSource({
    "AUTO, kill -ABRT $$",
    "AUTO, kill -SEGV $$",
    "AUTO, sleep 60",
    "AUTO, echo rubbish",
    "OPENCL, kill -ABRT $$",
    "OPENCL, kill -SEGV $$",
    "OPENCL, sleep 60",
    "OPENCL, echo rubbish",
    "CPU, kill -ABRT $$"
  })
  void aDriverThatEndsItsProcessLeavesTheCpuEngine(Engine engine, String script) {
    DeviceScout scout = new DeviceScout(List.of("/bin/sh", "-c", script), Duration.ofMillis(500));
    Engines engines = Engines.open(new EngineSettings(engine, "", 1), scout);
    assertThat(engines.description()).startsWith("CPU, 1 thread");
    assertThat(engines.forProtocol(ReconstructionProtocol.standard()).description())
        .startsWith("CPU");
    if (engine != Engine.CPU && Files.exists(Path.of("/usr/lib"))) {
      assertThat(engines.description()).contains("no OpenCL");
    }
  }
}
