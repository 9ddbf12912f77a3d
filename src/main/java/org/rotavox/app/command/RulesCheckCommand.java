package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.rules.RuleLinter;
import org.rotavox.rules.RuleWarning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Faults and doubts. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Say what is wrong with rules, and what looks as if it were not meant.",
    description =
        "Faults: exit code 2. Warnings alone (rules that can never decide, conditions that are"
            + " always or never true, rules that overlap, destinations nobody uses): exit code 0.")
final class RulesCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file of rules, or a configuration folder. Default: the one of --config.")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    NodeSettings settings = selection.settingsWith(Optional.ofNullable(file));
    List<RuleWarning> warnings =
        RuleLinter.lint(settings.rules(), Configuration.ruleNames(settings));
    warnings.forEach(warning -> out.println("warning: " + warning));
    out.println(
        Counted.of(settings.rules().rules().size(), "rule")
            + " without fault, "
            + Counted.of(warnings.size(), "warning")
            + ", revision "
            + settings.rules().revision().shortDigest());
    return ExitCode.OK;
  }
}
