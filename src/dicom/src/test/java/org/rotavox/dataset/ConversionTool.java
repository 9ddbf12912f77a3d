package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line tools of DCMTK and GDCM as peers. */
final class ConversionTool {

  private static final int LONGEST_SECONDS = 60;

  /** Runs a tool, expects success, returns what it printed. */
  static String run(String tool, Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tool);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("%s ended", tool).isTrue();
    assertThat(process.exitValue()).as("exit of %s: %s", command, output).isZero();
    return output;
  }

  /** Converts a file into another. */
  static void convert(Path source, Path target, String tool, List<String> options)
      throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(options);
    arguments.add(source);
    arguments.add(target);
    run(tool, arguments.toArray());
  }

  private ConversionTool() {}
}
