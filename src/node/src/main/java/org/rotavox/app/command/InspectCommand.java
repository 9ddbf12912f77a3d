package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.acquisition.RunFrames;
import org.rotavox.acquisition.RunReader;
import org.rotavox.config.Configuration;
import org.rotavox.dataset.DicomFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an object is and whether it would be reconstructed. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    header = "Show what files contain, and whether they would be reconstructed.",
    description = {
      "Groups the files into runs and prints for each one a sentence about "
          + "what it is, the evidence, how its angles were read, and the next "
          + "command; if it would not be reconstructed, the reason and the "
          + "remedy. Folders and ZIPs are searched; a DICOMDIR stands for the "
          + "files that it names. Three runs or fewer are shown in full, more as "
          + "one line each with a summary.",
      "%nExit code 0 if at least one run would be reconstructed."
    })
final class InspectCommand implements Callable<Integer> {

  private static final int SHOWN_IN_FULL = 3;
  private static final int MOST_SHEETS = 50;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders, DICOMDIRs, ZIPs.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Option(names = "--full", description = "Show every run in full.")
  private boolean full;

  @Option(
      names = "--frames",
      paramLabel = "OUT.png",
      description =
          "Draw the frames with their angles into a picture; of several runs into OUT-1.png,"
              + " OUT-2.png and so on, at most 50.")
  private @Nullable Path frames;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Configuration folder whose station entries fill in what headers leave out.")
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    AcquisitionSettings settings =
        config == null
            ? AcquisitionSettings.of(List.of())
            : Configuration.load(config).acquisition();
    try (InputFiles input = InputFiles.of(files)) {
      OutputPath outputs = new OutputPath();
      outputs.keep(input.files());
      outputs.file("--frames", frames);
      return inspect(input, settings);
    }
  }

  private int inspect(InputFiles input, AcquisitionSettings settings) throws IOException {
    RunGroups groups = RunGroups.of(input.files());
    List<Inspected> runs = Inspected.all(new RunReader(settings), groups.runs(), input);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> remarks = groups.remarks(input);
    if (json) {
      TerminalWriter.json(out, toJson(runs, remarks));
    } else {
      print(out, runs, remarks, groups.unreadable().size());
    }
    if (frames != null) {
      draw(runs, settings, frames);
    }
    return runs.stream().anyMatch(Inspected::reconstructable) ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(
      PrintWriter out, List<Inspected> runs, Map<String, String> remarks, int unreadable) {
    InspectionText text = new InspectionText(out, files.stream().map(Path::toString).toList());
    if (runs.size() > 1) {
      text.heading(runs);
    }
    if (full || runs.size() <= SHOWN_IN_FULL) {
      runs.forEach(text::inFull);
    } else {
      text.asLines(runs);
    }
    remarks.forEach((name, reason) -> out.println(name + ": " + reason));
    if (runs.size() + (runs.isEmpty() ? 0 : unreadable) > 1) {
      text.summary(runs, unreadable);
    }
  }

  /** Draws one picture for each run; where there is nothing to draw, says so. */
  private void draw(List<Inspected> runs, AcquisitionSettings settings, Path target)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    for (int i = 0; i < Math.min(MOST_SHEETS, runs.size()); i++) {
      Inspected run = runs.get(i);
      Path png = runs.size() == 1 ? target : numbered(target, i + 1);
      try (RunFrames opened = RunFrames.open(run.files(), settings.stations())) {
        ContactSheet.write(opened, run.name(), InspectionText.plain(run), png);
        err.println("frames: " + png);
      } catch (DicomFormatException e) {
        err.println("frames: none of " + run.names().get(0) + ", " + e.getMessage());
      }
    }
    if (runs.size() > MOST_SHEETS) {
      err.println("frames: of the first " + MOST_SHEETS + " runs only");
    }
  }

  private static Path numbered(Path target, int number) {
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : ".png";
    return target.resolveSibling(stem + "-" + number + ending);
  }

  private static String toJson(List<Inspected> runs, Map<String, String> remarks)
      throws IOException {
    List<Object> all = new ArrayList<>();
    runs.forEach(run -> all.add(run.toJson()));
    remarks.forEach(
        (name, reason) ->
            all.add(Map.of("files", List.of(name), "reconstructable", false, "error", reason)));
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
  }
}
