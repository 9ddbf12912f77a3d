package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.rules.RuleCases;
import org.rotavox.rules.RuleFaults;
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
    header = "List the faults of rules, and warnings about rules that are probably not intended.",
    description =
        "Faults: exit code 2. Warnings alone (rules that can never decide, "
            + "conditions that are always or never true or that no run can fulfil, "
            + "rules that overlap, destinations that no rule names, cases in "
            + "cases.yaml that no run can match): exit code 0.")
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
    List<String> lines = new ArrayList<>();
    warnings.forEach(warning -> lines.add(warning.toString()));
    lines.addAll(doubtfulCases(settings));
    lines.forEach(warning -> out.println("warning: " + warning));
    out.println(
        Counted.of(settings.rules().rules().size(), "rule")
            + " without fault, "
            + Counted.of(lines.size(), "warning")
            + ", revision "
            + settings.rules().revision().shortDigest());
    return ExitCode.OK;
  }

  /** Cases that no run can match are no tests; those that cannot be read are a doubt, too. */
  private List<String> doubtfulCases(NodeSettings settings) {
    Path cases = selection.casesFile(Optional.ofNullable(file));
    if (!Files.isRegularFile(cases)) {
      return List.of();
    }
    try {
      return RuleCases.load(cases, settings.schedule().timeZone()).stream()
          .flatMap(
              each ->
                  each.doubts().stream()
                      .map(
                          doubt ->
                              "%s, line %d: no run can match the case \"%s\": %s"
                                  .formatted(cases.getFileName(), each.line(), each.name(), doubt)))
          .toList();
    } catch (RuleFaults e) {
      return List.of(cases.getFileName() + " cannot be read: " + e.getMessage());
    }
  }
}
