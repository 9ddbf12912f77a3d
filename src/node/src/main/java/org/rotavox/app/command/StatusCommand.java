package org.rotavox.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rotavox.app.node.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a node is, at a glance. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Say how the node is: where every object is, what runs, what waits for a person.",
    description = {
      "Asks the node that runs with the configuration folder. While none runs, it reads the ledger"
          + " itself.",
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
      JsonNode status = folder.access().ask("status", Map.of());
      if (json) {
        TerminalWriter.json(out, status.toPrettyString());
      } else {
        new StatusText(out).print(status);
      }
      boolean well =
          status.path("node").path("running").asBoolean()
              && status.path("store").path("accepts").asBoolean()
              && status.path("node").path("faultsOfRules").isEmpty()
              && status.path("node").path("late").isEmpty()
              && status.path("balance").path("balances").asBoolean();
      return well ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
