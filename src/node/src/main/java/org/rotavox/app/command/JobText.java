package org.rotavox.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.rotavox.desk.JobInFull;
import org.rotavox.desk.JobLine;
import org.rotavox.desk.RunLine;
import org.rotavox.model.DurationText;
import org.rotavox.model.JobState;

/** Prints jobs and runs for people: times in the zone of this machine. */
final class JobText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final PrintWriter out;

  JobText(PrintWriter out) {
    this.out = out;
  }

  /** Prints what stands in the columns of the lines that follow. */
  void header(boolean runs) {
    String state = String.format("%6s  %-9s ", runs ? "run" : "job", "state");
    String others = runs ? "source" : columns("urgency", "source", "protocol");
    out.println((state + others).stripTrailing());
  }

  /** Prints one line about a job. */
  void line(JobLine job) {
    out.println(
        (String.format("%6d  ", job.job())
                + state(job.state())
                + " "
                + columns(lower(job.priority()), job.source(), job.protocol())
                + " "
                + news(job))
            .stripTrailing());
  }

  private static String columns(String priority, String source, String protocol) {
    return String.format("%-7s %-16s %-16s", priority, source, protocol);
  }

  private static String state(JobState state) {
    String padded = String.format("%-9s", lower(state));
    return switch (state) {
      case DONE -> Paint.green(padded);
      case FAILED -> Paint.red(padded);
      case RUNNING -> Paint.cyan(padded);
      case HELD -> Paint.yellow(padded);
      case WAITING, CANCELLED -> padded;
    };
  }

  /** Returns the details of a job in its state. */
  static String news(JobLine job) {
    return switch (job.state()) {
      case RUNNING ->
          job.percent().orElse(0)
              + " % "
              + job.stage().orElse("")
              + (job.cancelRequested().orElse(false) ? ", is being cancelled" : "")
              + job.estimatedEnd().map(end -> ", about " + left(end) + " left").orElse("");
      case WAITING ->
          (job.window().isEmpty() ? "" : "for the window " + job.window() + " ")
              + job.notBefore().map(at -> "until " + TIME.format(at) + " ").orElse("")
              + job.failure().map(failure -> "after: " + failure).orElse("");
      case FAILED ->
          job.failureKind().map(JobText::lower).orElse("") + ": " + job.failure().orElse("");
      case DONE -> "at " + time(job.finishedAt());
      case HELD, CANCELLED -> "";
    };
  }

  private static String left(Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return DurationText.rounded(left.isNegative() ? Duration.ZERO : left);
  }

  /** Returns a time in the zone of this machine; a dash if there is none. */
  static String time(Optional<Instant> at) {
    return at.map(TIME::format).orElse("-");
  }

  /** Returns a time in the zone of this machine. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** Returns a name of the ledger as people read it. */
  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /** Prints one line about a run. */
  void runLine(RunLine run) {
    out.println(
        String.format(
            "%6d  %-9s %-16s %s instances  %s",
            run.run(),
            lower(run.state()),
            run.source(),
            String.format(
                "%5d%s", run.instances(), run.announced().map(n -> " of " + n).orElse("")),
            run.reason()));
  }

  /** Prints everything about a job. */
  void inFull(JobInFull full) {
    JobLine job = full.line();
    line(job);
    field("made", time(job.createdAt()) + " of run " + job.run());
    field("because", full.explanation());
    field("rule", full.rule() + ", revision " + full.ruleRevision());
    field("instances", Integer.toString(job.instances()));
    field("study", job.study());
    field("series", full.sourceSeries());
    field("result", full.resultSeries());
    field("attempts", Integer.toString(job.attempts()));
    full.warnings().forEach(text -> field("warning", text));
    full.notes().forEach(text -> field("note", text));
    full.deliveries()
        .forEach(
            (destination, counts) ->
                field(
                    "to " + destination,
                    counts.delivered()
                        + " delivered, "
                        + counts.pending()
                        + " pending, "
                        + counts.failed()
                        + " failed "
                        + counts.message()));
    out.println();
    for (JobInFull.Event event : full.events()) {
      out.println(
          "  "
              + time(event.at())
              + "  "
              + String.format("%-17s", lower(event.kind()))
              + " "
              + event.message());
    }
  }

  private void field(String name, String value) {
    out.println(("  " + String.format("%-12s", name) + value).stripTrailing());
  }
}
