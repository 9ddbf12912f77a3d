package org.rotavox.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rotavox.model.Verdict;
import org.rotavox.rules.RuleReplay;
import org.rotavox.store.DecidedRun;

/** What {@code rules replay} found: counts first, then every run whose outcome would change. */
final class ReplayReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Instant since;
  private final ZoneId zone;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Line> changes = new ArrayList<>();
  private int runs;

  private record Line(
      long run, String series, String calling, Instant decidedAt, Verdict before, Verdict after) {}

  ReplayReport(Instant since, ZoneId zone) {
    this.since = since;
    this.zone = zone;
  }

  /** Counts a run, and lists it if its outcome would change. */
  void add(DecidedRun run, Optional<RuleReplay.Change> change) {
    runs++;
    if (change.isPresent()) {
      Verdict before = change.get().before();
      Verdict after = change.get().after();
      counts.merge(RuleReplay.outcome(before) + " → " + RuleReplay.outcome(after), 1, Integer::sum);
      changes.add(
          new Line(
              run.runId(),
              run.series().value(),
              run.calling().value(),
              run.decidedAt(),
              before,
              after));
    }
  }

  /** Returns the report for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Counted.of(runs, "run")
            + " since "
            + TIME.format(since.atZone(zone))
            + ", "
            + (changes.isEmpty() ? "none" : changes.size())
            + " would be treated otherwise");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> lines.add(String.format(Locale.ROOT, "%6d  %s", e.getValue(), e.getKey())));
    for (Line change : changes) {
      lines.add("");
      lines.add(
          "run "
              + change.run
              + ", "
              + TIME.format(change.decidedAt.atZone(zone))
              + ", from "
              + change.calling
              + ", series "
              + change.series);
      lines.add("  now    " + words(change.before));
      lines.add("  draft  " + words(change.after));
    }
    return lines;
  }

  private static String words(Verdict verdict) {
    return RuleReplay.outcome(verdict) + "  (rule " + verdict.ruleName() + ")";
  }

  /** Returns the report for programs. */
  String json() throws JsonProcessingException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", since.toString());
    json.put("runs", runs);
    json.put("changed", changes.size());
    json.put("counts", counts);
    json.put("changes", changes.stream().map(ReplayReport::json).toList());
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
  }

  private static Map<String, Object> json(Line change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", change.run);
    json.put("series", change.series);
    json.put("calling", change.calling);
    json.put("decidedAt", change.decidedAt.toString());
    json.put("before", json(change.before));
    json.put("after", json(change.after));
    return json;
  }

  private static Map<String, String> json(Verdict verdict) {
    return Map.of("rule", verdict.ruleName(), "outcome", RuleReplay.outcome(verdict));
  }
}
