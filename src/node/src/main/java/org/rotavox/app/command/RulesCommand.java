package org.rotavox.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks, tries, explains and exchanges rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    header = "Check, explain, test, replay and exchange the rules.",
    synopsisSubcommandLabel =
        "(check | explain | test | replay | reload | history | diff | rollback)",
    description = {
      "The first three need only the configuration folder. The others query "
          + "the node that runs with it, or open its data folder while none runs."
    },
    subcommands = {
      RulesCheckCommand.class,
      RulesExplainCommand.class,
      RulesTestCommand.class,
      RulesReplayCommand.class,
      RulesReloadCommand.class,
      RulesHistoryCommand.class,
      RulesDiffCommand.class,
      RulesRollbackCommand.class
    })
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
