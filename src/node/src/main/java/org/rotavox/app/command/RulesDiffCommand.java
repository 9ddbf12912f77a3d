package org.rotavox.app.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.RuleClient;
import org.rotavox.desk.RuleOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What changed between two texts of the rules. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = "Show what differs between two revisions, or a revision and a file.",
    description =
        "Without arguments: the revision in force and the current file. With "
            + "one: that and the current file.")
final class RulesDiffCommand implements Callable<Integer> {

  private static final int LINES_AROUND = 3;

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "A",
      description = "First digits of a revision, see rules history; or a file.")
  private @Nullable String before;

  @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Likewise.")
  private @Nullable String after;

  /** A text and what it is called. */
  private record Named(String name, String text) {}

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    NodeSettings settings = selection.settingsWithoutRules();
    try (DataFolder data = DataFolder.open(settings)) {
      RuleClient rules = new RuleClient(data.access());
      String file = settings.rulesFile().toString();
      print(
          before == null ? revision(rules, Optional.empty()) : named(rules, before),
          named(rules, after == null ? file : after));
    }
    return ExitCode.OK;
  }

  private static Named named(RuleClient rules, String name) throws IOException {
    Path file = Path.of(name);
    return Files.isRegularFile(file)
        ? new Named(name, Files.readString(file))
        : revision(rules, Optional.of(name));
  }

  private static Named revision(RuleClient rules, Optional<String> digits) throws IOException {
    RuleOperations.Text found = rules.text(digits);
    return new Named("revision " + found.revision(), found.text());
  }

  private void print(Named a, Named b) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> from = a.text.lines().toList();
    List<String> to = b.text.lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            a.name, b.name, from, DiffUtils.diff(from, to), LINES_AROUND);
    if (lines.isEmpty()) {
      out.println(a.name + " and " + b.name + " have the same content");
    }
    for (String line : lines) {
      out.println(
          switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Paint.green(line);
            case '-' -> Paint.red(line);
            case '@' -> Paint.faint(line);
            default -> line;
          });
    }
  }
}
