package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** The command line computes with what the configuration says, unless it is told otherwise. */
class ReconstructEngineTest {

  @TempDir private Path folder;
  private Path run;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    run = folder.resolve("run.dcm");
    new SimulatedRun(SimulationOptions.standard().frames(40).detector(32, 32, 6.4, 6.4))
        .writeTo(run);
    config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(config.resolve("rules.yaml"), "rules: []\n");
    Files.writeString(
        config.resolve("protocols.yaml"), "protocols: {head-3dra: {matrix: 16, voxel: 12 mm}}\n");
  }

  private void engine(String section) throws IOException {
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        store: {dataFolder: ../data}
        engine: %s
        destinations: [{name: PACS, aeTitle: PACS, host: 127.0.0.1, port: 1}]
        """
            .formatted(section));
  }

  private String reconstruct(String... more) {
    String[] all = new String[6 + more.length];
    String[] usual = {
      "reconstruct",
      run.toString(),
      "-o",
      folder.resolve("out" + more.length).toString(),
      "--config",
      config.toString()
    };
    System.arraycopy(usual, 0, all, 0, usual.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    CommandRun done = CommandRun.of(all);
    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
    return done.out();
  }

  @Test
  void theThreadsOfTheConfigurationAreUsed() throws IOException {
    engine("{device: cpu, cpuThreads: 3}");
    assertThat(reconstruct()).contains("on CPU, 3 threads");
    assertThat(reconstruct("--engine", "cpu")).contains("on CPU, 3 threads");
  }

  @Test
  void theDeviceOfTheConfigurationIsLookedFor() throws IOException {
    engine("{device: opencl, openClDevice: no such device, cpuThreads: 2}");
    assertThat(reconstruct("--engine", "cpu")).contains("on CPU, 2 threads");
    assertThat(reconstruct()).contains("on CPU, 2 threads");
  }
}
