package org.rotavox.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;

/** The settings of a fresh install, for commands that run without a configuration folder. */
public final class BuiltInSettings {

  private BuiltInSettings() {}

  /** Returns what an unchanged fresh install would run with. */
  public static NodeSettings load() throws IOException {
    Path folder = Files.createTempDirectory("rotavox-defaults");
    try {
      Configuration.writeDefaults(folder);
      return Configuration.load(folder);
    } catch (ConfigurationFaults e) {
      throw new IllegalStateException("the built-in configuration is faulty", e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
