package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotavox.recon.opencl.DeviceScout;
import org.rotavox.recon.opencl.OpenClDevice;

class MachineChecksTest {

  @Test
  void aDriverThatEndsItsProcessIsALineOfTheDoctor() {
    List<Finding> findings =
        MachineChecks.openCl(
            new DeviceScout.Found(List.of(), false, "x ended by SIGABRT", "x ended by SIGABRT"));
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
              assertThat(finding.toString()).contains("ended by SIGABRT", "the CPU engine is used");
            });
  }

  @Test
  void devicesAreLinesOfTheDoctor() {
    List<Finding> findings =
        MachineChecks.openCl(
            new DeviceScout.Found(
                List.of(new DeviceScout.Device("ACME: Card", OpenClDevice.Kind.GPU, 8, 4L << 30)),
                true,
                "",
                ""));
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).toString()).contains("ACME: Card", "8 compute units", "4096 MiB");
    assertThat(findings.get(1).toString()).contains("Portable Computing Language");
  }
}
