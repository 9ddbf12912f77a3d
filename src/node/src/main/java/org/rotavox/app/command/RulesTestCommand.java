package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.config.NodeSettings;
import org.rotavox.rules.RuleCase;
import org.rotavox.rules.RuleCases;
import org.rotavox.rules.RuleFaults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A hospital's own examples. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    header = "Run the cases of a configuration (cases.yaml).",
    description = "Exit code 1 if a case does not get the outcome that it expects.")
final class RulesTestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Option(
      names = "--file",
      paramLabel = "RULES",
      description = "Use these rules instead of those in force.")
  private @Nullable Path rules;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder with cases.yaml. Default: @|italic config|@.")
  private Path folder = Path.of("config");

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    Path file = folder.resolve("cases.yaml");
    if (!Files.exists(file)) {
      throw new IOException("no cases.yaml in " + folder);
    }
    NodeSettings settings = selection.settingsWith(Optional.of(rules == null ? folder : rules));
    int failed = 0;
    List<RuleCase> cases = cases(file, settings);
    for (RuleCase each : cases) {
      List<String> differences = each.differences(settings.rules(), Instant.now());
      failed += differences.isEmpty() ? 0 : 1;
      out.println((differences.isEmpty() ? "ok      " : "FAILED  ") + each.name());
      differences.forEach(difference -> out.println("          " + difference));
      each.doubts().forEach(doubt -> out.println("          no run can match it: " + doubt));
    }
    out.println(Counted.of(cases.size(), "case") + ", " + failed + " failed");
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<RuleCase> cases(Path file, NodeSettings settings) throws IOException {
    try {
      return RuleCases.load(file, settings.schedule().timeZone());
    } catch (RuleFaults e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
