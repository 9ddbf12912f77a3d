package org.rotavox.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.collect.ActiveRules;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;

/** {@link RuleOperations} as operations that have a name. */
public final class RuleRequests {

  private static final int USUAL_LIST = 50;
  private static final int MAX_LIST = 10_000;

  /** Years of runs take a while. */
  private static final Duration TIME_FOR_RUNS = Duration.ofMinutes(30);

  private final RuleOperations rules;

  private RuleRequests(RuleOperations rules) {
    this.rules = rules;
  }

  /** Adds them. */
  public static void addTo(Operations operations, RuleOperations rules) {
    RuleRequests requests = new RuleRequests(rules);
    operations
        .add(
            "rules.status",
            "which rules decide, and what is wrong with their file",
            arguments -> RuleJson.of(rules.state()))
        .add("rules.reload", "reads the file of the rules now", arguments -> requests.reload())
        .add("rules.history", "which rules decided since when; limit", requests::history)
        .add("rules.text", "what rules said; revision, or the latest", requests::text)
        .add("rules.rollback", "brings earlier rules back; revision", requests::rollBack)
        .add("rules.runs", "runs with facts; series, or since", TIME_FOR_RUNS, requests::runs);
  }

  private Object reload() throws IOException {
    ActiveRules.Reload result = rules.reload();
    return Map.of("result", result.name(), "state", RuleJson.of(rules.state()));
  }

  private Object history(Arguments arguments) throws Refusal {
    return rules.history(arguments.number("limit", USUAL_LIST, 1, MAX_LIST)).stream()
        .map(RuleJson::of)
        .toList();
  }

  private Object text(Arguments arguments) throws IOException {
    Optional<String> revision = arguments.optionalText("revision");
    return revision.isPresent()
        ? rules.text(revision.get())
        : rules
            .latest()
            .orElseThrow(
                () -> new Refusal("the ledger knows no rules: no node ran on this data folder"));
  }

  private Object rollBack(Arguments arguments) throws IOException {
    return RuleJson.of(rules.rollBack(arguments.optionalText("revision")));
  }

  private void runs(Arguments arguments, Answers answers) throws IOException {
    Optional<String> series = arguments.optionalText("series");
    if (series.isPresent()) {
      for (DecidedRun run : runsOf(series.get())) {
        answers.send(RuleJson.of(run));
      }
      return;
    }
    Instant since = moment(arguments.text("since"));
    try {
      rules.eachDecidedSince(since, run -> send(run, answers));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<DecidedRun> runsOf(String series) throws Refusal {
    if (!Uid.isValid(series)) {
      throw new Refusal(series + " is no UID");
    }
    return rules.decidedRunsOf(new Uid(series));
  }

  private static Instant moment(String text) throws Refusal {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Refusal("`since` must be a time such as 2026-11-22T10:00:00Z, not " + text);
    }
  }

  private static void send(DecidedRun run, Answers answers) {
    try {
      answers.send(RuleJson.of(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
