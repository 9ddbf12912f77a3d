package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.rules.Explanation;
import org.rotavox.rules.RuleCase;
import org.rotavox.rules.RuleCases;
import org.rotavox.rules.RuleFaults;
import org.rotavox.rules.RuleLinter;
import org.rotavox.rules.RuleWarning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks, tries and explains rules before a single image is touched. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    header = "Check, explain and test the rules.",
    synopsisSubcommandLabel = "(check | explain | test)",
    subcommands = {
      RulesCommand.Check.class,
      RulesCommand.Explain.class,
      RulesCommand.TestCases.class
    })
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Faults and doubts. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      header = "Say what is wrong with the rules, and what looks as if it were not meant.",
      description =
          "Faults: exit code 2. Warnings alone (rules that can never decide, conditions"
              + " that are always true, destinations nobody uses): exit code 0.")
  static final class Check implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Configuration folder.")
    private Path folder = Path.of("config");

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      NodeSettings settings = Configuration.load(folder);
      List<RuleWarning> warnings =
          RuleLinter.lint(settings.rules(), Configuration.ruleNames(settings));
      warnings.forEach(warning -> out.println("warning: " + warning));
      out.println(
          settings.rules().rules().size()
              + " rules without fault, "
              + warnings.size()
              + " warnings, revision "
              + settings.rules().revision().shortDigest());
      return ExitCode.OK;
    }
  }

  /** Why a run gets the verdict that it gets. */
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      header = "Show for a run which rule decides, and why the others do not.")
  static final class Explain implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--config",
        paramLabel = "DIR",
        defaultValue = "config",
        description = "Configuration folder. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("config");

    @Parameters(arity = "1..*", paramLabel = "OBJECT", description = "Files or folders of runs.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      NodeSettings settings = Configuration.load(folder);
      RunReader reader = new RunReader(settings.stations());
      for (List<Path> run : RunGroups.of(DicomFiles.in(files)).runs()) {
        out.println(run.get(0) + (run.size() > 1 ? " and " + (run.size() - 1) + " more" : ""));
        print(out, settings.rules().explain(read(reader, run).facts(), Instant.now()));
      }
      return ExitCode.OK;
    }

    private static RunReading read(RunReader reader, List<Path> run) throws IOException {
      RunReading reading = reader.read(run);
      Optional<RotationalRun> opened = reading.run();
      if (opened.isPresent()) {
        opened.get().close();
      }
      return reading;
    }

    private static void print(PrintWriter out, Explanation explanation) {
      for (Explanation.RuleAccount rule : explanation.rules()) {
        String standing = rule.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        boolean decided = rule.standing() == Explanation.Standing.DECIDED;
        out.println(
            "  "
                + (decided ? Ansi.AUTO.string("@|bold,green decided|@") : standing)
                + ": "
                + rule.ruleName());
        for (Explanation.SubCondition condition : rule.conditions()) {
          out.println(
              "      "
                  + condition.value().name().toLowerCase(Locale.ROOT)
                  + "  "
                  + condition.text()
                  + (condition.operands().isEmpty()
                      ? ""
                      : "   [" + String.join(", ", condition.operands()) + "]"));
        }
      }
      out.println("  " + explanation.verdict().explanation());
      out.println();
    }
  }

  /** A hospital's own examples. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      header = "Run the cases that came with a configuration (cases.yaml).",
      description = "Exit code 1 if a case does not get the outcome that it expects.")
  static final class TestCases implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Configuration folder with cases.yaml.")
    private Path folder = Path.of("config");

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      NodeSettings settings = Configuration.load(folder);
      Path file = folder.resolve("cases.yaml");
      if (!Files.exists(file)) {
        throw new IOException("no cases.yaml in " + folder);
      }
      int failed = 0;
      List<RuleCase> cases = cases(file, settings);
      for (RuleCase each : cases) {
        List<String> differences = each.differences(settings.rules(), Instant.now());
        failed += differences.isEmpty() ? 0 : 1;
        out.println((differences.isEmpty() ? "ok      " : "FAILED  ") + each.name());
        differences.forEach(difference -> out.println("          " + difference));
      }
      out.println(cases.size() + " cases, " + failed + " failed");
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
}
