package org.rotavox.config;

import java.io.IOException;
import java.nio.file.Path;

/** Reads a configuration folder into settings, and writes the folder of a fresh install. */
public final class Configuration {

  private Configuration() {}

  /**
   * Reads {@code rotavox.yaml} and the files that it names.
   *
   * @throws ConfigurationFaults with everything that is wrong in all of them
   */
  public static NodeSettings load(Path configFolder) throws ConfigurationFaults {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the commented files of a fresh install; files that exist are left as they are.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void writeDefaults(Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }
}
