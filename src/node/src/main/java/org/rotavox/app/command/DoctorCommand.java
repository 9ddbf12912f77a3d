package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.command.Finding.Level;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything that a node needs, and says what to do about what is missing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    header = "Check this machine and, with --config, a configuration.",
    description =
        "Checks Java, memory and OpenCL devices, and with --config the files, "
            + "the port, the disk, and whether every destination answers a C-ECHO. "
            + "Exit code 1 if there is any error; warnings do not count.")
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Configuration folder to check too.")
  private @Nullable Path config;

  @Override
  public Integer call() {
    ToolLogging.quiet();
    List<Finding> findings = new ArrayList<>(MachineChecks.all());
    if (config == null) {
      findings.add(
          new Finding(
              Level.OK,
              "configuration",
              "not checked; name a folder with --config to check port, disk and "
                  + "destinations"));
    } else {
      findings.addAll(checksOf(config));
    }
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(line(finding)));
    return findings.stream().anyMatch(f -> f.level() == Level.ERROR)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  private static List<Finding> checksOf(Path folder) {
    try {
      NodeSettings settings = Configuration.load(folder);
      return NodeChecks.all(settings);
    } catch (ConfigurationFaults faults) {
      return faults.faults().stream()
          .map(fault -> new Finding(Level.ERROR, "configuration", fault.toString()))
          .toList();
    }
  }

  private static String line(Finding finding) {
    String word = finding.level().name().toLowerCase(Locale.ROOT);
    String level =
        switch (finding.level()) {
          case OK -> Paint.green(word);
          case WARNING -> Paint.yellow(word);
          case ERROR -> Paint.red(word);
        };
    String pad = " ".repeat(8 - finding.level().name().length());
    return level + pad + String.format("%-14s", finding.subject()) + finding.sentence();
  }
}
