package org.rotavox.app.command;

import java.io.PrintWriter;
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
      "0:all went well",
      "1:the work was done and the answer is no: refused, failed, not reachable",
      "2:the arguments or the configuration are wrong; nothing was done"
    },
    footerHeading = "%n@|bold Examples|@%n",
    footer = {
      "  rotavox demo                                 see the whole way of one run",
      "  rotavox inspect run.dcm                      would it be reconstructed?",
      "  rotavox reconstruct run.dcm -o volume        one run, no network",
      "  rotavox serve --config config                the node",
      "  rotavox echo PACS@pacs.example:104           is the archive there?",
      "",
      "@|bold Environment|@",
      "  JAVA_TOOL_OPTIONS   e.g. -Xmx4g: memory for volumes",
      "  NO_COLOR            set to anything: no colours"
    },
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      ReconstructCommand.class,
      InspectCommand.class,
      SimulateCommand.class,
      SendCommand.class,
      PullCommand.class,
      EchoCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ConfigCommand.class,
      RulesCommand.class,
      StatusCommand.class,
      JobsCommand.class,
      BackupCommand.class,
      CommandLine.HelpCommand.class
    })
public final class RootCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public RootCommand() {}

  /** Returns the command line, writing to these two. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new RootCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setExecutionExceptionHandler(new UnexpectedFailure());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
