package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;
import picocli.CommandLine.Help.Ansi;

/** What {@code inspect} shows to people. */
record InspectionText(PrintWriter out) {

  /** One run with all that is known about it. */
  void inFull(Inspected run) {
    out.println(Ansi.AUTO.string("@|bold " + escaped(name(run.files())) + "|@"));
    out.println("  " + verdict(run));
    for (Obstacle obstacle : run.facts().obstacles()) {
      out.println(
          "    " + obstacle.code() + (obstacle.tag().isEmpty() ? "" : "  " + obstacle.tag()));
      out.println("      " + obstacle.sentence());
      if (!obstacle.remedy().isEmpty()) {
        out.println("      → " + obstacle.remedy());
      }
    }
    for (String warning : run.facts().warnings()) {
      out.println("  " + Ansi.AUTO.string("@|yellow warning|@: ") + warning);
    }
    run.notes().forEach(note -> out.println("  " + note));
    out.println();
    for (Map.Entry<Fact, Object> known : run.facts().known().entrySet()) {
      out.println(
          String.format(
              Locale.ROOT, "    %-18s %s", known.getKey().ruleName(), value(known.getValue())));
    }
    out.println();
  }

  /** One run as one line. */
  void asLine(Inspected run) {
    String reason = run.facts().obstacles().stream().findFirst().map(Obstacle::sentence).orElse("");
    out.println(
        name(run.files())
            + ": "
            + (run.reconstructable() ? summary(run.facts()) : "no, " + reason));
  }

  /** How many runs there are of what kind, and why the others would not be reconstructed. */
  void summary(List<Inspected> runs, int unreadable) {
    long good = runs.stream().filter(Inspected::reconstructable).count();
    int files = unreadable + runs.stream().mapToInt(r -> r.files().size()).sum();
    out.println();
    out.println(
        runs.size()
            + " runs in "
            + files
            + " files: "
            + good
            + " would be reconstructed, "
            + (runs.size() - good)
            + " would not, "
            + unreadable
            + " files not readable");
    Map<String, Integer> reasons = new TreeMap<>();
    runs.stream()
        .filter(r -> !r.reconstructable())
        .map(r -> r.facts().text(Fact.OBJECT_KIND) + ", " + firstCode(r))
        .forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            r -> out.println(String.format(Locale.ROOT, "  %5d  %s", r.getValue(), r.getKey())));
  }

  private static String firstCode(Inspected run) {
    return run.facts().obstacles().stream().findFirst().map(Obstacle::code).orElse("");
  }

  /** The verdict in one line without colours. */
  static String plain(Inspected run) {
    String reason = run.facts().obstacles().stream().findFirst().map(Obstacle::sentence).orElse("");
    return run.reconstructable()
        ? "would be reconstructed: " + summary(run.facts())
        : "would not be reconstructed: " + reason;
  }

  private static String verdict(Inspected run) {
    return run.reconstructable()
        ? Ansi.AUTO.string("@|green Would be reconstructed|@: ") + summary(run.facts())
        : Ansi.AUTO.string("@|yellow Would not be reconstructed|@, because:");
  }

  private static String summary(SeriesFacts facts) {
    return String.format(
        Locale.ROOT,
        "%s, %d frames of %d × %d, %.1f° %s",
        facts.text(Fact.OBJECT_KIND),
        facts.integer(Fact.FRAMES),
        facts.integer(Fact.COLUMNS),
        facts.integer(Fact.ROWS),
        facts.number(Fact.SWEEP_DEG),
        facts.text(Fact.DIRECTION).toLowerCase(Locale.ROOT));
  }

  /** The first file, and how many more there are. */
  static String name(List<Path> files) {
    return files.size() == 1
        ? files.get(0).toString()
        : files.get(0) + " and " + (files.size() - 1) + " more";
  }

  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : String.valueOf(value);
  }

  private static String escaped(String text) {
    return text.replace("|@", "| @");
  }
}
