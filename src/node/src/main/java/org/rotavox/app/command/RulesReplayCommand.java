package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.RuleClient;
import org.rotavox.desk.RuleOperations;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleReplay;
import org.rotavox.store.DecidedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a draft would have done with the runs of the past. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Show which runs of the past days a draft of the rules would treat otherwise.",
    description =
        "Compares the draft with the rules that decide now, on the facts that the ledger keeps of"
            + " each run, at the moment at which it was decided. Nothing is changed.")
final class RulesReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      defaultValue = "30d",
      converter = PastSpan.class,
      description = "How far back: 12h, 30d, 4w. Default: ${DEFAULT-VALUE}.")
  private Duration since = Duration.ofDays(30);

  @Option(names = "--file", paramLabel = "DRAFT", required = true, description = "The new rules.")
  private Path draft = Path.of("rules.yaml");

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    NodeSettings settings = selection.settingsWith(Optional.of(draft));
    Instant from = Instant.now().minus(since);
    ReplayReport report = new ReplayReport(from, settings.schedule().timeZone());
    try (DataFolder data = DataFolder.open(settings)) {
      RuleClient rules = new RuleClient(data.access());
      RuleReplay replay = new RuleReplay(inForce(rules, settings), settings.rules());
      rules.eachDecidedSince(from, run -> compare(replay, run, report));
    }
    if (json) {
      TerminalWriter.json(out, report.json());
    } else {
      report.lines().forEach(out::println);
    }
    return ExitCode.OK;
  }

  private static RuleBook inForce(RuleClient rules, NodeSettings settings) throws IOException {
    RuleOperations.Text text = rules.text(Optional.empty());
    return RulesSelection.book(text.text(), "revision " + text.revision(), settings);
  }

  private static void compare(RuleReplay replay, DecidedRun run, ReplayReport report) {
    // without a revision no rules were asked: the node's own results, for example
    if (!run.ruleRevision().isEmpty()) {
      report.add(run, replay.compare(run.facts(), run.decidedAt()));
    }
  }
}
