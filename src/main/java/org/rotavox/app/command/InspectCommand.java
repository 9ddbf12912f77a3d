package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunFrames;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
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
    header = "Say what files are, and whether they would be reconstructed.",
    description = {
      "Sorts the files into runs and says for each one what it is, how its angles were read, and"
          + " whether it would be reconstructed; if not, why not and what would help. Folders are"
          + " searched; a DICOMDIR stands for the files that it names. Three runs or fewer are shown"
          + " in full, more as one line each with a summary.",
      "%nExit code 0 if at least one run would be reconstructed."
    })
final class InspectCommand implements Callable<Integer> {

  private static final int SHOWN_IN_FULL = 3;
  private static final int MOST_SHEETS = 50;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders, DICOMDIRs.")
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
    PrintWriter out = spec.commandLine().getOut();
    AcquisitionSettings settings =
        config == null
            ? AcquisitionSettings.of(List.of())
            : Configuration.load(config).acquisition();
    RunReader reader = new RunReader(settings);
    RunGroups groups = RunGroups.of(DicomFiles.in(files));
    List<Inspected> runs = new ArrayList<>();
    for (List<Path> run : groups.runs()) {
      runs.add(inspect(reader, run));
    }
    if (json) {
      out.println(toJson(runs, groups));
    } else {
      print(out, runs, groups);
    }
    if (frames != null) {
      draw(runs, settings, frames);
    }
    return runs.stream().anyMatch(Inspected::reconstructable) ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Inspected inspect(RunReader reader, List<Path> run) throws IOException {
    RunReading reading = reader.read(run);
    Optional<RotationalRun> volume = reading.run();
    if (volume.isPresent()) {
      volume.get().close();
    }
    return new Inspected(run, reading.facts(), reading.notes(), volume.isPresent());
  }

  private void print(PrintWriter out, List<Inspected> runs, RunGroups groups) {
    InspectionText text = new InspectionText(out);
    if (full || runs.size() <= SHOWN_IN_FULL) {
      runs.forEach(text::inFull);
    } else {
      runs.forEach(text::asLine);
    }
    groups.unreadable().forEach((file, reason) -> out.println(file + ": " + reason));
    if (runs.size() + groups.unreadable().size() > 1) {
      text.summary(runs, groups.unreadable().size());
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
        ContactSheet.write(
            opened, InspectionText.name(run.files()), InspectionText.plain(run), png);
        err.println("frames: " + png);
      } catch (DicomFormatException e) {
        err.println("frames: none of " + run.files().get(0) + ", " + e.getMessage());
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

  private static String toJson(List<Inspected> runs, RunGroups groups) throws IOException {
    List<Object> all = new ArrayList<>();
    runs.forEach(run -> all.add(run.toJson()));
    groups
        .unreadable()
        .forEach(
            (file, reason) ->
                all.add(
                    java.util.Map.of(
                        "files",
                        List.of(file.toString()),
                        "reconstructable",
                        false,
                        "error",
                        reason)));
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
  }
}
