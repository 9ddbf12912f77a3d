package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.settings.EffectiveSetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, checks and shows configuration folders. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    header = "Make, check or show a configuration folder.",
    synopsisSubcommandLabel = "(init | check | print)",
    subcommands = {ConfigCommand.Init.class, ConfigCommand.Check.class, ConfigCommand.Print.class})
final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Writes the commented defaults. */
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      header = "Write the commented files of a fresh install into a folder.",
      description = "Files that exist are left as they are.")
  static final class Init implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder; made if it is not there.")
    private Path folder = Path.of("config");

    @Override
    public Integer call() throws Exception {
      new OutputPath().folder("DIR", folder);
      Configuration.writeDefaults(folder);
      spec.commandLine()
          .getOut()
          .println(folder + " is ready: set aeTitle, port and your PACS in rotavox.yaml");
      return ExitCode.OK;
    }
  }

  /** Reads a folder and says what is wrong with it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      header = "List all faults of a configuration folder.")
  static final class Check implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        defaultValue = "config",
        description = "The folder. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("config");

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      NodeSettings settings = Configuration.load(folder);
      out.println(
          folder
              + " is fine: "
              + counted(settings.rules().rules().size(), "rule")
              + ", "
              + counted(settings.protocols().size(), "protocol")
              + ", "
              + counted(settings.destinations().size(), "destination"));
      return ExitCode.OK;
    }

    private static String counted(int number, String thing) {
      return number + " " + thing + (number == 1 ? "" : "s");
    }
  }

  /** Shows what is in force. */
  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      header = "Show every setting in force, with its source.",
      description = "Values that come from the environment may be secrets; they are not shown.")
  static final class Print implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        defaultValue = "config",
        description = "The folder. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("config");

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      for (EffectiveSetting setting : Configuration.load(folder, System.getenv()).effective()) {
        out.println(
            String.format(
                Locale.ROOT, "%-40s %-28s %s", setting.path(), setting.value(), setting.origin()));
      }
      return ExitCode.OK;
    }
  }
}
