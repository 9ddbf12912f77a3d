package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;

/**
 * What {@code inspect} shows to people.
 *
 * @param out where to
 * @param input what the user named
 */
record InspectionText(PrintWriter out, List<String> input) {

  /**
   * One line about one run, or about several objects of one series that are the same.
   *
   * @param text the line
   */
  record Listed(String text) {

    /** Returns a line for each run; objects of one series that are no runs share one. */
    static List<Listed> of(List<Inspected> runs) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      Map<String, Inspected> first = new LinkedHashMap<>();
      for (Inspected run : runs) {
        boolean projections = run.reconstructable() || run.facts().integer(Fact.FRAMES) > 1;
        String key = (projections ? run.name() : run.series()) + "\n" + words(run);
        counts.merge(key, run.names().size(), Integer::sum);
        first.putIfAbsent(key, run);
      }
      return counts.entrySet().stream()
          .map(
              entry -> {
                Inspected run = first.getOrDefault(entry.getKey(), runs.get(0));
                int more = entry.getValue() - 1;
                return new Listed(
                    run.names().get(0)
                        + (more > 0 ? " and " + more + " more" : "")
                        + ": "
                        + words(run));
              })
          .toList();
    }

    private static String words(Inspected run) {
      return run.reconstructable()
          ? RunVerdict.of(run.facts(), true) + ", " + summary(run.facts())
          : RunVerdict.of(run.facts(), false);
    }
  }

  /** One run with all that is known about it. */
  void inFull(Inspected run) {
    out.println(Paint.bold(run.name()) + ": " + RunVerdict.of(run.facts(), run.reconstructable()));
    out.println("  " + verdict(run));
    run.evidence().forEach(this::evidence);
    for (Obstacle obstacle : run.facts().obstacles()) {
      out.println(
          "    " + obstacle.code() + (obstacle.tag().isEmpty() ? "" : "  " + obstacle.tag()));
      out.println("      " + obstacle.sentence());
      if (!obstacle.remedy().isEmpty()) {
        out.println("      → " + obstacle.remedy());
      }
    }
    for (String warning : run.facts().warnings()) {
      evidence("warning", warning);
    }
    String next = RunVerdict.next(run, input);
    if (!next.isEmpty()) {
      evidence("next", next);
    }
    if (!run.notes().isEmpty()) {
      out.println();
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

  private void evidence(String subject, String words) {
    out.println(String.format(Locale.ROOT, "    %-10s %s", subject, words));
  }

  /** Runs as one line each, and what can be done with them. */
  void asLines(List<Inspected> runs) {
    Listed.of(runs).forEach(line -> out.println(line.text()));
    runs.stream()
        .filter(Inspected::reconstructable)
        .limit(1)
        .forEach(run -> out.println("next: " + RunVerdict.next(run, input)));
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

  /** One sentence about all that was named, before the runs themselves. */
  void heading(List<Inspected> runs) {
    long good = runs.stream().filter(Inspected::reconstructable).count();
    String what = input.size() == 1 ? input.get(0) : Counted.of(input.size(), "argument");
    out.println(
        what
            + ": "
            + Counted.of(runs.size(), "run or object").replace("run or objects", "runs or objects")
            + ", of which "
            + (good == 0 ? "none" : String.valueOf(good))
            + " can be reconstructed");
    out.println();
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
        ? Paint.green("Would be reconstructed") + ": " + summary(run.facts())
        : Paint.yellow("Would not be reconstructed") + ", because:";
  }

  /** What a run is that can be reconstructed, in a few figures. */
  static String summary(SeriesFacts facts) {
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

  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : String.valueOf(value);
  }
}
