package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.acquisition.RunReader;
import org.rotavox.app.command.InspectionText.Listed;

/** Which of the runs that were found is the one to be reconstructed. */
record RunChoice(RunReader reader, InputFiles input) {

  private static final int MOST_SHOWN = 20;

  /**
   * The answer.
   *
   * @param run its files; empty where there is none
   * @param exitCode what the shell is told where there is none
   */
  record Outcome(List<Path> run, int exitCode) {}

  /**
   * Chooses the only run that can be reconstructed; of several the one with the UID. Says which it
   * took, or what there is to choose from.
   *
   * @param series of the run, or of an object of it; empty where none is asked for
   */
  Outcome choose(RunGroups groups, String series, PrintWriter out, PrintWriter err, String command)
      throws IOException {
    if (groups.runs().size() == 1 && series.isEmpty()) {
      List<Path> only = groups.runs().get(0);
      out.println("takes " + Inspected.name(only.stream().map(input::shown).toList()));
      return new Outcome(only, ExitCode.OK);
    }
    List<Inspected> all = Inspected.all(reader, groups.runs(), input);
    List<Inspected> asked =
        series.isEmpty()
            ? all
            : all.stream()
                .filter(r -> r.series().equals(series) || r.instance().equals(series))
                .toList();
    if (asked.isEmpty() && !all.isEmpty()) {
      err.println(command + ": no object of the series " + series + "; there are:");
      List<Inspected> able = all.stream().filter(Inspected::reconstructable).toList();
      list(able.isEmpty() ? all : able, err);
      return new Outcome(List.of(), ExitCode.USAGE);
    }
    List<Inspected> good =
        withoutCopies(asked.stream().filter(Inspected::reconstructable).toList());
    if (good.size() == 1) {
      Inspected run = good.get(0);
      out.println("takes " + run.name() + ": " + InspectionText.summary(run.facts()));
      return new Outcome(run.files(), ExitCode.OK);
    }
    if (good.isEmpty()) {
      nothing(asked, groups, out);
      return new Outcome(List.of(), ExitCode.FAILED);
    }
    err.println(
        command + ": " + good.size() + " runs can be reconstructed; choose one with --series UID:");
    list(good, err);
    return new Outcome(List.of(), ExitCode.USAGE);
  }

  private void nothing(List<Inspected> found, RunGroups groups, PrintWriter out) {
    out.println("Not reconstructed: no run here can be.");
    List<Listed> lines = Listed.of(found);
    lines.stream().limit(MOST_SHOWN).forEach(line -> out.println("  " + line.text()));
    List<String> remarks = new ArrayList<>();
    groups.remarks(input).forEach((name, reason) -> remarks.add(name + ": " + reason));
    remarks.stream().limit(MOST_SHOWN).forEach(line -> out.println("  " + line));
    int more = Math.max(0, lines.size() - MOST_SHOWN) + Math.max(0, remarks.size() - MOST_SHOWN);
    if (more > 0) {
      out.println("  and " + more + " more; see rotavox inspect");
    }
  }

  private static void list(List<Inspected> runs, PrintWriter err) {
    runs.stream()
        .limit(MOST_SHOWN)
        .forEach(
            run ->
                err.println(
                    "  --series "
                        + uidOf(run, runs)
                        + "   "
                        + (run.reconstructable()
                            ? InspectionText.summary(run.facts())
                            : RunVerdict.of(run.facts(), false))
                        + ", "
                        + run.name()));
    if (runs.size() > MOST_SHOWN) {
      err.println("  and " + (runs.size() - MOST_SHOWN) + " more; see rotavox inspect");
    }
  }

  /** The UID of the series, or of the object where its series holds other runs as well. */
  static String uidOf(Inspected run, List<Inspected> all) {
    boolean alone =
        all.stream()
                .filter(Inspected::reconstructable)
                .filter(other -> other.series().equals(run.series()))
                .count()
            < 2;
    return run.series().isEmpty() || !alone ? run.instance() : run.series();
  }

  /** Of files that are equal byte for byte the first one stands for all. */
  private static List<Inspected> withoutCopies(List<Inspected> runs) throws IOException {
    List<Inspected> kept = new ArrayList<>();
    for (Inspected run : runs) {
      boolean copy = false;
      for (Inspected other : kept) {
        copy |= isCopy(run, other);
      }
      if (!copy) {
        kept.add(run);
      }
    }
    return kept;
  }

  private static boolean isCopy(Inspected run, Inspected other) throws IOException {
    List<Path> files = run.files();
    return files.size() == 1
        && other.files().size() == 1
        && run.instance().equals(other.instance())
        && Files.mismatch(files.get(0), other.files().get(0)) < 0;
  }
}
