package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.RuleClient;
import org.rotavox.desk.RuleOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings earlier rules back. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    header = "Restore earlier rules, in the file and in the running node.",
    description = {
      "The text of the revision is written into the file of the rules; what "
          + "was there is kept beside it with the ending @|italic .bak|@. A "
          + "running node uses it at once, otherwise the next start does.",
      "%nWithout REVISION: the revision in force if the file differs from "
          + "it (it may be faulty), otherwise the one before it."
    })
final class RulesRollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Parameters(
      arity = "0..1",
      paramLabel = "REVISION",
      description = "First digits of a revision, see rules history.")
  private @Nullable String revision;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    try (DataFolder data = selection.open()) {
      RuleOperations.RolledBack done =
          new RuleClient(data.access()).rollBack(Optional.ofNullable(revision));
      out.println(
          done.file()
              + " holds revision "
              + done.revision()
              + (done.active() ? ", which decides from now on" : "; no node runs"));
      done.backup().ifPresent(backup -> out.println("what was there before: " + backup));
    }
    return ExitCode.OK;
  }
}
