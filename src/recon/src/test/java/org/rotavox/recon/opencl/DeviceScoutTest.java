package org.rotavox.recon.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceScoutTest {

  private static final Duration SHORT = Duration.ofSeconds(2);

  @BeforeEach
  void needsALibrary() {
    assumeThat(OpenClLibrary.mayBeThere()).isTrue();
  }

  private static DeviceScout scout(String script) {
    return new DeviceScout(List.of("/bin/sh", "-c", script), SHORT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kill -ABRT $$ | ended by SIGABRT (exit code 134)",
        "kill -SEGV $$ | ended by SIGSEGV (exit code 139)",
        "kill -BUS $$ | ended by SIGBUS (exit code 135)",
        "kill -KILL $$ | ended by SIGKILL (exit code 137)",
        "printf 'device\\tGPU\\t8\\t1024\\tA: B\\nend of the list\\n'; kill -SEGV $$ | SIGSEGV",
        "exit 1 | ended (exit code 1)",
        "sleep 60 | did not end within 2 s",
        "printf 'end of the list\\n'; exec >&-; sleep 60 | did not end within 2 s",
        "while :; do echo rubbish; done | did not end within 2 s",
        "printf 'device\\tGPU\\t8\\t1024\\tA: B\\n' | something else than a list",
        "true | something else than a list",
        "head -c 3000000 /dev/zero | did not end within 2 s"
      })
  void howeverTheChildEndsIsSaidAndNoDeviceIsTaken(String script, String words) {
    DeviceScout.Found found = scout(script).look(false);
    assertThat(found.death()).contains(words);
    assertThat(found.reason()).isEqualTo(found.death());
    assertThat(found.devices()).isEmpty();
    assertThat(found.hasAccelerator()).isFalse();
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    DeviceScout.Found found = new DeviceScout(List.of("/no/such/java"), SHORT).look(false);
    assertThat(found.death()).contains("cannot be started", "/no/such/java");
  }

  @Test
  void aListIsRead() {
    DeviceScout.Found found =
        scout(
                "printf 'device\\tGPU\\t8\\t1024\\tACME: Card\\ndevice\\tCPU\\tx\\t1\\tbad\\n"
                    + "pocl\\nunknown line\\nend of the list\\n'")
            .look(false);
    assertThat(found.death()).isEmpty();
    assertThat(found.pocl()).isTrue();
    assertThat(found.devices())
        .containsExactly(new DeviceScout.Device("ACME: Card", OpenClDevice.Kind.GPU, 8, 1024));
    assertThat(found.hasAccelerator()).isTrue();
  }

  /** The real child finds what this process finds; where PoCL alone is there it finds that. */
  @Test
  void theChildFindsTheDevicesOfThisMachine() {
    DeviceScout.Found found = new DeviceScout().look(true);
    assertThat(found.death()).isEmpty();
    assertThat(found.devices())
        .extracting(DeviceScout.Device::description)
        .containsExactlyElementsOf(
            OpenCl.allDevices().stream().map(OpenClDevice::description).toList());
    assertThat(found.pocl()).isEqualTo(OpenCl.hasPocl());
  }
}
