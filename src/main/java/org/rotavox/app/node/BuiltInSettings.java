package org.rotavox.app.node;

import java.io.IOException;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;

/** The settings of a fresh install, for commands that run without a configuration folder. */
public final class BuiltInSettings {

  private BuiltInSettings() {}

  /** Returns what an unchanged fresh install would run with. */
  public static NodeSettings load() throws IOException {
    try (ScratchFolder folder = ScratchFolder.create("rotavox-defaults")) {
      Configuration.writeDefaults(folder.path());
      return Configuration.load(folder.path());
    } catch (ConfigurationFaults e) {
      throw new IllegalStateException("the built-in configuration is faulty", e);
    }
  }
}
