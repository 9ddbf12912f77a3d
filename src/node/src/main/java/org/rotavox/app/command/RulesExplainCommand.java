package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.NodeSettings;
import org.rotavox.desk.RuleClient;
import org.rotavox.dicom.Uid;
import org.rotavox.model.SeriesFacts;
import org.rotavox.store.DecidedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a run gets the verdict that it gets. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    header = "Show for a run which rule decides, why the others do not, and what would happen.",
    description =
        "A run is named by its files or folders, or, if the node received it, by its Series"
            + " Instance UID. Shown are every rule and the value of each part of its condition;"
            + " then what would happen if the run were decided now.")
final class RulesExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesSelection selection;

  @Option(
      names = "--file",
      paramLabel = "RULES",
      description = "Use these rules instead of those in force.")
  private @Nullable Path rules;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "OBJECT",
      description = "Files or folders of runs, or Series Instance UIDs.")
  private List<String> objects = List.of();

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    NodeSettings settings = selection.settingsWith(Optional.ofNullable(rules));
    List<ExplainedRun> runs = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (String object : objects) {
      if (!Files.exists(Path.of(object)) && Uid.isValid(object)) {
        runs.addAll(received(new Uid(object), settings));
      } else {
        files.add(Path.of(object));
      }
    }
    runs.addAll(inFiles(files, settings));
    if (json) {
      TerminalWriter.json(
          out,
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(runs.stream().map(ExplainedRun::toJson).toList()));
    } else {
      runs.forEach(new ExplanationText(out, settings.schedule().timeZone())::print);
    }
    return ExitCode.OK;
  }

  private static List<ExplainedRun> received(Uid series, NodeSettings settings) throws IOException {
    try (DataFolder data = DataFolder.open(settings)) {
      List<DecidedRun> runs = new RuleClient(data.access()).decidedRunsOf(series);
      if (runs.isEmpty()) {
        throw new IOException(
            "the ledger has no decided run of the series "
                + series.value()
                + "; give its Series Instance UID, not that of the study or of an image");
      }
      return runs.stream()
          .map(
              run ->
                  ExplainedRun.of(
                      "run " + run.runId() + " of series " + series.value(),
                      Optional.of(run),
                      run.facts(),
                      settings,
                      Instant.now()))
          .toList();
    }
  }

  private static List<ExplainedRun> inFiles(List<Path> files, NodeSettings settings)
      throws IOException {
    RunReader reader = new RunReader(settings.acquisition());
    try (InputFiles input = InputFiles.of(files)) {
      return inFiles(input, reader, settings);
    }
  }

  private static List<ExplainedRun> inFiles(
      InputFiles input, RunReader reader, NodeSettings settings) throws IOException {
    List<ExplainedRun> runs = new ArrayList<>();
    RunGroups groups = RunGroups.of(input.files());
    for (List<Path> run : groups.runs()) {
      String name =
          input.shown(run.get(0)) + (run.size() > 1 ? " and " + (run.size() - 1) + " more" : "");
      runs.add(
          ExplainedRun.of(name, Optional.empty(), facts(reader, run), settings, Instant.now()));
    }
    Map<String, String> remarks = groups.remarks(input);
    if (runs.isEmpty() && !remarks.isEmpty()) {
      Map.Entry<String, String> first = remarks.entrySet().iterator().next();
      throw new IOException(first.getKey() + " is not a DICOM object: " + first.getValue());
    }
    return runs;
  }

  private static SeriesFacts facts(RunReader reader, List<Path> run) throws IOException {
    RunReading reading = reader.read(run);
    Optional<RotationalRun> opened = reading.run();
    if (opened.isPresent()) {
      opened.get().close();
    }
    return reading.facts();
  }
}
