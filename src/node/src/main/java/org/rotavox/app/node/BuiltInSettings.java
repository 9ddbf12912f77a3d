package org.rotavox.app.node;

import java.io.IOException;
import java.nio.file.Path;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;

/** The settings of a fresh install, for commands that run without a configuration folder. */
public final class BuiltInSettings {

  private BuiltInSettings() {}

  /** Returns what an unchanged fresh install would run with; its files are gone afterwards. */
  public static NodeSettings load() throws IOException {
    try (ScratchFolder folder = ScratchFolder.create("rotavox-defaults")) {
      return install(folder.path());
    }
  }

  /**
   * Writes the files of a fresh install into a folder and returns what they say: for a node, which
   * keeps an eye on its files.
   */
  public static NodeSettings install(Path folder) throws IOException {
    try {
      Configuration.writeDefaults(folder);
      return Configuration.load(folder);
    } catch (ConfigurationFaults e) {
      throw new IllegalStateException("the built-in configuration is faulty", e);
    }
  }
}
