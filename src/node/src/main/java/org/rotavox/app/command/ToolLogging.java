package org.rotavox.app.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decides what is logged, before the first logger is made. A tool answers on standard output and
 * logs only what is wrong; the node logs as its {@code logback.xml} says.
 */
final class ToolLogging {

  private static final String SETTING = "logback.configurationFile";

  private ToolLogging() {}

  /** Only warnings and errors, on standard error. */
  static void quiet() {
    if (System.getProperty(SETTING) == null) {
      System.setProperty(SETTING, "org/rotavox/app/logback-tool.xml");
    }
  }

  /** As the configuration folder says; the defaults of the product where it says nothing. */
  static void node(Path configFolder) {
    if (System.getProperty(SETTING) != null) {
      return;
    }
    Path file = configFolder.resolve("logback.xml");
    System.setProperty(
        SETTING,
        Files.isRegularFile(file)
            ? file.toAbsolutePath().toString()
            : "org/rotavox/config/defaults/logback.xml");
  }
}
