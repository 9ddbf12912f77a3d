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
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.config.Configuration;
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
          + " searched. Three runs or fewer are shown in full, more as one line each.",
      "%nExit code 0 if at least one run would be reconstructed."
    })
final class InspectCommand implements Callable<Integer> {

  private static final int SHOWN_IN_FULL = 3;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Option(names = "--full", description = "Show every run in full.")
  private boolean full;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Configuration folder whose station entries fill in what headers leave out.")
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    RunReader reader =
        new RunReader(config == null ? List.of() : Configuration.load(config).stations());
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
    groups
        .unreadable()
        .forEach((file, reason) -> out.println(file + ": not a DICOM object, " + reason));
    if (runs.size() + groups.unreadable().size() > 1) {
      long good = runs.stream().filter(Inspected::reconstructable).count();
      out.println();
      out.println(
          runs.size()
              + " runs, "
              + good
              + " would be reconstructed, "
              + groups.unreadable().size()
              + " files not readable");
    }
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
