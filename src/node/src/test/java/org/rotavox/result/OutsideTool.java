package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs somebody else's program on what this project wrote. */
final class OutsideTool {

  private static final long LONGEST_SECONDS = 120;

  private OutsideTool() {}

  /** Fails where the program is not installed: nothing is skipped in silence. */
  static void need(String program) {
    boolean there =
        program.startsWith("/")
            ? Files.isExecutable(Path.of(program))
            : List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assertThat(there).as(program + ": integration-tests/run installs it").isTrue();
  }

  /** Returns everything that the program says, both streams; fails, with that, if it fails. */
  static String output(String... command) throws IOException, InterruptedException {
    return said(false, command);
  }

  /** Returns what a validator says, which fails where it finds something. */
  static String findings(String... command) throws IOException, InterruptedException {
    return said(true, command);
  }

  private static String said(boolean mayFail, String... command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("outside", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
      assertThat(ended).as(command[0] + " ended in time: " + text).isTrue();
      assertThat(mayFail || process.exitValue() == 0)
          .as("%s ended with exit code %d: %s", command[0], process.exitValue(), text)
          .isTrue();
      return text;
    } finally {
      Files.delete(said);
    }
  }
}
