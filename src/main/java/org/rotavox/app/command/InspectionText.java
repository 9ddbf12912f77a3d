package org.rotavox.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static String name(List<Path> files) {
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
