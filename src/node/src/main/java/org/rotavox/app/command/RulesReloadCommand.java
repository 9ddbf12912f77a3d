package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.collect.RulesState;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.Reloaded;
import org.rotavox.desk.RuleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets the node read its rules now. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    header = "Make the running node read its rules now.",
    description =
        "The node does so by itself within two seconds after the file "
            + "changed; this command prints the result. Exit code 1 if the file is "
            + "faulty: then the rules before it stay in force.")
final class RulesReloadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    NodeSettings settings = selection.settingsWithoutRules();
    Optional<DataFolder> running = DataFolder.running(settings);
    if (running.isEmpty()) {
      throw new IOException(
          "no node runs on "
              + settings.store().dataFolder()
              + "; it reads "
              + settings.rulesFile()
              + " when it starts");
    }
    try (DataFolder node = running.get()) {
      return print(new RuleClient(node.access()).reload());
    }
  }

  private int print(Reloaded answer) {
    PrintWriter out = spec.commandLine().getOut();
    RulesState state = answer.state();
    String decides = Counted.of(state.rules(), "rule") + ", revision " + state.revision();
    return switch (answer.result()) {
      case ACTIVATED -> {
        out.println(state.file() + " decides from now on: " + decides);
        yield ExitCode.OK;
      }
      case UNCHANGED -> {
        out.println(state.file() + " is what decides already: " + decides);
        yield ExitCode.OK;
      }
      case REFUSED -> {
        PrintWriter err = spec.commandLine().getErr();
        RulesStateText.lines(state).forEach(err::println);
        yield ExitCode.FAILED;
      }
    };
  }
}
