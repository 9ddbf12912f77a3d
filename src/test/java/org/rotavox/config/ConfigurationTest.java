package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  @Test
  void theFilesOfAFreshInstallAreValid() throws ConfigurationFaults {
    long t0 = System.nanoTime();
    NodeSettings settings = Configuration.load(Path.of("config"));
    System.out.println("load ms " + (System.nanoTime() - t0) / 1e6);
    t0 = System.nanoTime();
    Configuration.load(Path.of("config"));
    System.out.println("second ms " + (System.nanoTime() - t0) / 1e6);
    assertThat(settings.receive().port()).isEqualTo(11112);
    Configuration.load(Path.of("config"), Map.of()).effective().forEach(System.out::println);
  }
}
