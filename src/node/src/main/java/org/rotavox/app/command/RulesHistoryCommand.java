package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.Desk;
import org.rotavox.desk.Nothing;
import org.rotavox.desk.RuleClient;
import org.rotavox.store.RuleActivation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The revisions of the rules that were in force. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    header = "List the revisions of the rules that were in force, newest first.",
    description = "Compare two of them with @|bold rules diff|@, go back with @|bold rollback|@.")
final class RulesHistoryCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Option(
      names = "--limit",
      converter = NumberOption.Lines.class,
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    NodeSettings settings = selection.settingsWithoutRules();
    try (DataFolder data = DataFolder.open(settings)) {
      RuleClient rules = new RuleClient(data.access());
      List<RuleActivation> activations = rules.history(limit);
      if (json) {
        printJson(activations);
      } else {
        print(activations, settings.schedule().timeZone());
        if (data.running()) {
          RulesStateText.lines(data.access().ask(Desk.RULES_STATUS, Nothing.NOTHING))
              .forEach(spec.commandLine().getOut()::println);
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(List<RuleActivation> activations, ZoneId zone) {
    PrintWriter out = spec.commandLine().getOut();
    for (RuleActivation activation : activations) {
      out.println(
          TIME.format(activation.at().atZone(zone))
              + "  "
              + activation.revision()
              + "  "
              + activation.file()
              + (activation.cause().isEmpty() ? "" : "  (" + activation.cause() + ")"));
    }
  }

  private void printJson(List<RuleActivation> activations) throws IOException {
    List<Map<String, String>> all =
        activations.stream()
            .map(
                activation ->
                    Map.of(
                        "revision", activation.revision(),
                        "file", activation.file(),
                        "at", activation.at().toString(),
                        "cause", activation.cause()))
            .toList();
    TerminalWriter.json(
        spec.commandLine().getOut(),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all));
  }
}
