package org.rotavox.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.rotavox.model.DurationText;

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
  void line(JsonNode job) {
    out.println(
        (String.format("%6s  ", job.path("job").asText())
                + state(job)
                + " "
                + columns(
                    JobsCommand.lower(job.path("priority")),
                    job.path("source").asText(),
                    job.path("protocol").asText())
                + " "
                + news(job))
            .stripTrailing());
  }

  private static String columns(String priority, String source, String protocol) {
    return String.format("%-7s %-16s %-16s", priority, source, protocol);
  }

  private static String state(JsonNode job) {
    String state = JobsCommand.lower(job.path("state"));
    String padded = String.format("%-9s", state);
    return switch (state) {
      case "done" -> Paint.green(padded);
      case "failed" -> Paint.red(padded);
      case "running" -> Paint.cyan(padded);
      case "held" -> Paint.yellow(padded);
      default -> padded;
    };
  }

  /** Returns what is worth knowing of a job in its state. */
  static String news(JsonNode job) {
    return switch (JobsCommand.lower(job.path("state"))) {
      case "running" ->
          job.path("percent").asInt()
              + " % "
              + job.path("stage").asText()
              + (job.path("cancelRequested").asBoolean() ? ", is asked to end" : "")
              + (job.has("estimatedEnd") ? ", about " + left(job) + " left" : "");
      case "waiting" ->
          (job.path("window").asText().isEmpty()
                  ? ""
                  : "for the window " + job.path("window").asText() + " ")
              + (job.has("notBefore") ? "until " + time(job.path("notBefore")) + " " : "")
              + (job.has("failure") ? "after: " + job.path("failure").asText() : "");
      case "failed" ->
          JobsCommand.lower(job.path("failureKind")) + ": " + job.path("failure").asText();
      case "done" -> "at " + time(job.path("finishedAt"));
      default -> "";
    };
  }

  private static String left(JsonNode job) {
    Duration left =
        Duration.between(Instant.now(), Instant.parse(job.path("estimatedEnd").asText()));
    return DurationText.rounded(left.isNegative() ? Duration.ZERO : left);
  }

  /** Returns a time in the zone of this machine; a dash if there is none. */
  static String time(JsonNode iso) {
    return iso.isMissingNode() || iso.asText().isEmpty()
        ? "-"
        : TIME.format(Instant.parse(iso.asText()));
  }

  /** Prints one line about a run. */
  void runLine(JsonNode run) {
    out.println(
        String.format(
            "%6s  %-9s %-16s %s instances  %s",
            run.path("run").asText(),
            JobsCommand.lower(run.path("state")),
            run.path("source").asText(),
            String.format(
                "%5s%s",
                run.path("instances").asText(),
                run.has("announced") ? " of " + run.path("announced").asText() : ""),
            run.path("reason").asText()));
  }

  /** Prints everything about a job. */
  void inFull(JsonNode job) {
    line(job);
    field("made", time(job.path("createdAt")) + " of run " + job.path("run").asText());
    field("because", job.path("explanation").asText());
    field("rule", job.path("rule").asText() + ", revision " + job.path("ruleRevision").asText());
    field("instances", job.path("instances").asText());
    field("study", job.path("study").asText());
    field("series", job.path("sourceSeries").asText());
    field("result", job.path("resultSeries").asText());
    field("attempts", job.path("attempts").asText());
    job.path("warnings").forEach(text -> field("warning", text.asText()));
    job.path("notes").forEach(text -> field("note", text.asText()));
    job.path("deliveries")
        .properties()
        .forEach(
            entry ->
                field(
                    "to " + entry.getKey(),
                    entry.getValue().path("DELIVERED").asText()
                        + " delivered, "
                        + entry.getValue().path("PENDING").asText()
                        + " pending, "
                        + entry.getValue().path("FAILED").asText()
                        + " failed "
                        + entry.getValue().path("message").asText()));
    out.println();
    job.path("events")
        .forEach(
            event ->
                out.println(
                    "  "
                        + time(event.path("at"))
                        + "  "
                        + String.format("%-17s", JobsCommand.lower(event.path("kind")))
                        + " "
                        + event.path("message").asText()));
  }

  private void field(String name, String value) {
    out.println(("  " + String.format("%-12s", name) + value).stripTrailing());
  }
}
