package org.rotavox.it;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What makes a process of the packaged program count the lines that it runs. */
public final class Coverage {

  private Coverage() {}

  /**
   * Returns the argument of the JVM that loads the agent of this one, which appends to the same
   * file when the process ends by itself or by SIGTERM; empty if this one has no agent, or without
   * {@code -Drotavox.coverage=processes}: a process starts more slowly with it.
   */
  public static List<String> agent() {
    if (!"processes".equals(System.getProperty("rotavox.coverage"))) {
      return List.of();
    }
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .toList();
  }
}
