package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rotavox} itself: without a command it prints its manual. */
@Command(
    name = "rotavox",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    header = "A DICOM node that turns rotational angiography runs into 3D volumes by itself.%n",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "%nReceives runs by C-STORE, recognises the rotational ones by rules, reconstructs them on the"
          + " GPU (OpenCL) or the CPU, and sends the volume back as a new CT series of the same"
          + " study.%n",
      "@|bold Not a medical device.|@ Nothing it writes is for primary diagnosis.%n"
    },
    optionListHeading = "%n@|bold Options|@%n",
    commandListHeading = "%n@|bold Commands|@%n",
    exitCodeListHeading = "%n@|bold Exit codes|@%n",
    exitCodeList = {
      "0:success",
      "1:the command ran and its result is negative: refused, failed, not reachable",
      "2:the arguments or the configuration are wrong; nothing was done"
    },
    footerHeading = "%n@|bold Examples|@%n",
    footer = {
      "  rotavox demo                                 all steps of one run",
      "  rotavox inspect run.dcm                      whether it would be reconstructed",
      "  rotavox reconstruct run.dcm -o volume        one run, no network",
      "  rotavox serve --config config                the node",
      "  rotavox echo PACS@pacs.example:104           whether the archive answers",
      "",
      "@|bold Environment|@",
      "  JAVA_TOOL_OPTIONS   e.g. -Xmx4g: memory for volumes",
      "  NO_COLOR            set to anything: no colours"
    })
public final class RootCommand implements Runnable {

  /** Knows of all the others. */
  private static final String HELP = "help";

  /** In the order of the manual. */
  private static final List<String> COMMANDS =
      List.of(
          "serve",
          "demo",
          "reconstruct",
          "inspect",
          "simulate",
          "send",
          "pull",
          "echo",
          "doctor",
          "bench",
          "config",
          "rules",
          "status",
          "jobs",
          "backup",
          HELP);

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public RootCommand() {}

  /**
   * Returns the command line, writing to these two through {@link TerminalWriter}.
   *
   * @param arguments that it will be given: where they begin with a command, the others are not
   *     looked at, which takes half of the time until anything happens
   */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new RootCommand());
    String first = arguments.length == 0 ? HELP : arguments[0];
    boolean one = COMMANDS.contains(first) && !first.equals(HELP);
    for (String command : one ? List.of(first) : COMMANDS) {
      line.addSubcommand(classOf(command));
    }
    return line.setOut(new TerminalWriter(out))
        .setErr(new TerminalWriter(err))
        .registerConverter(Path.class, new PathOption())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setParameterExceptionHandler(new WrongArguments())
        .setExecutionExceptionHandler(new UnexpectedFailure())
        .setExecutionStrategy(UnexpectedFailure::run);
  }

  private static Class<?> classOf(String command) {
    return switch (command) {
      case "serve" -> ServeCommand.class;
      case "demo" -> DemoCommand.class;
      case "reconstruct" -> ReconstructCommand.class;
      case "inspect" -> InspectCommand.class;
      case "simulate" -> SimulateCommand.class;
      case "send" -> SendCommand.class;
      case "pull" -> PullCommand.class;
      case "echo" -> EchoCommand.class;
      case "doctor" -> DoctorCommand.class;
      case "bench" -> BenchCommand.class;
      case "config" -> ConfigCommand.class;
      case "rules" -> RulesCommand.class;
      case "status" -> StatusCommand.class;
      case "jobs" -> JobsCommand.class;
      case "backup" -> BackupCommand.class;
      case HELP -> CommandLine.HelpCommand.class;
      default -> throw new IllegalArgumentException(command);
    };
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
