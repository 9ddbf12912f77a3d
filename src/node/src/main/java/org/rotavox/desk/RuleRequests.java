package org.rotavox.desk;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rotavox.collect.ActiveRules;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;

/** Answers what is asked and ordered about rules; see {@link RuleOperations}. */
public final class RuleRequests {

  private final RuleOperations rules;

  private RuleRequests(RuleOperations rules) {
    this.rules = rules;
  }

  /** Adds them. */
  public static void addTo(Operations operations, RuleOperations rules) {
    RuleRequests requests = new RuleRequests(rules);
    operations
        .add(Desk.RULES_STATUS, nothing -> rules.state())
        .add(Desk.RULES_RELOAD, nothing -> requests.reload())
        .addList(Desk.RULES_HISTORY, wanted -> rules.history(Filter.most(wanted.limit())))
        .add(Desk.RULES_TEXT, requests::text)
        .add(Desk.RULES_ROLLBACK, wanted -> rules.rollBack(wanted.revision()))
        .addMany(Desk.RULES_RUNS, requests::runs);
  }

  private Reloaded reload() throws IOException {
    ActiveRules.Reload result = rules.reload();
    return new Reloaded(result, rules.state());
  }

  private RuleOperations.Text text(Revision wanted) throws IOException {
    Optional<String> revision = wanted.revision();
    return revision.isPresent()
        ? rules.text(revision.get())
        : rules
            .latest()
            .orElseThrow(
                () -> new Refusal("the ledger has no rules: no node ran on this data folder"));
  }

  private void runs(PastRuns wanted, Consumer<PastRun> answers) throws IOException {
    if (wanted.series().isPresent()) {
      runsOf(wanted.series().get()).forEach(run -> answers.accept(PastRun.of(run)));
      return;
    }
    Instant since =
        moment(wanted.since().orElseThrow(() -> new Refusal("the argument `since` is missing")));
    rules.eachDecidedSince(since, run -> answers.accept(PastRun.of(run)));
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
}
