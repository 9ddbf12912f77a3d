package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.Desk;
import org.rotavox.desk.Json;
import org.rotavox.desk.NodeStatus;
import org.rotavox.desk.Nothing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a node is, at a glance. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header =
        "Show the state of the node: where every object is, what runs, what "
            + "waits for a person.",
    description = {
      "Queries the node that runs with the configuration folder. While none "
          + "runs, it reads the ledger itself.",
      "%nExit code 1 if the node does not run, refuses objects because its disk is full, refuses"
          + " its file of rules, has a part that does not work, or its balance does not hold."
    })
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private NodeFolder node;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    try (DataFolder folder = node.open(spec.commandLine().getErr())) {
      NodeStatus status = folder.access().ask(Desk.STATUS, Nothing.NOTHING);
      if (json) {
        TerminalWriter.json(out, Json.pretty(status));
      } else {
        new StatusText(out).print(status);
      }
      return status.well() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
