package org.rotavox.store;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.SeriesFacts;

/** The rows of runs: what was decided about them and why. */
final class RunRows {

  private final Journal journal;
  private final Clock clock;

  RunRows(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  List<RunRecord> inStates(Handle handle, Collection<RunState> states, int limit) {
    return handle
        .createQuery("SELECT * FROM runs WHERE state IN (<states>) ORDER BY id LIMIT :limit")
        .bindList("states", states.stream().map(Enum::name).toList())
        .bind("limit", limit)
        .map(Columns.to(RunRecord.class))
        .list();
  }

  List<RunRecord> openOf(Handle handle, AeTitle calling, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM runs WHERE state = 'OPEN' AND calling = :calling"
                + " ORDER BY id LIMIT :limit")
        .bind("calling", calling.value())
        .bind("limit", limit)
        .map(Columns.to(RunRecord.class))
        .list();
  }

  Optional<RunRecord> byId(Handle handle, long runId) {
    return handle
        .createQuery("SELECT * FROM runs WHERE id = :id")
        .bind("id", runId)
        .map(Columns.to(RunRecord.class))
        .findOne();
  }

  int instancesOfSeries(Handle handle, Uid series) {
    return handle
        .createQuery(
            "SELECT COALESCE(SUM(instance_count), 0) FROM runs"
                + " WHERE series = :series AND conflict = FALSE")
        .bind("series", series.value())
        .mapTo(Integer.class)
        .one();
  }

  Optional<SeriesFacts> facts(Handle handle, long runId) {
    return handle
        .createQuery("SELECT facts FROM runs WHERE id = :id AND facts <> ''")
        .bind("id", runId)
        .mapTo(String.class)
        .findOne()
        .map(FactsJson::read);
  }

  /**
   * Closes an open run with a decision.
   *
   * @return false if instances came or somebody decided since the run was read: nothing changed
   */
  boolean close(Handle handle, RunRecord run, RunState state, Decision decision) {
    int changed =
        Transitions.RUN
            .change(
                handle,
                RunState.OPEN,
                state,
                "released = FALSE, rule_name = :rule, rule_revision = :revision,"
                    + " reason = :reason, facts = :facts, decided_at_ms = :at",
                "id = :id AND instance_count = :instances")
            .bind("rule", decision.ruleName)
            .bind("revision", decision.ruleRevision)
            .bind("reason", Journal.cut(decision.reason))
            .bind("facts", decision.facts.map(FactsJson::write).orElse(""))
            .bind("at", clock.millis())
            .bind("id", run.id())
            .bind("instances", run.instances())
            .execute();
    if (changed == 0) {
      return false;
    }
    ReadingRows.replace(handle, run.id(), decision.reading);
    if (!decision.completeness.isEmpty()) {
      note(handle, LedgerEvent.Kind.RUN_COMPLETE, run.id(), decision.completeness);
    }
    switch (state) {
      case IGNORED -> note(handle, LedgerEvent.Kind.RUN_IGNORED, run.id(), decision.inWords());
      case HELD -> note(handle, LedgerEvent.Kind.RUN_HELD, run.id(), decision.inWords());
      case JOB, OPEN -> {
        // the job's own event tells it
      }
    }
    return true;
  }

  void setJob(Handle handle, long runId, long jobId) {
    handle
        .createUpdate("UPDATE runs SET job_id = :job WHERE id = :id")
        .bind("job", jobId)
        .bind("id", runId)
        .execute();
  }

  /** Reopens a held or ignored run on a person's order; returns false if its state forbids it. */
  boolean release(Handle handle, long runId) {
    int changed =
        Transitions.RUN
            .change(
                handle,
                EnumSet.of(RunState.HELD, RunState.IGNORED),
                RunState.OPEN,
                "released = TRUE",
                "id = :id AND purged = FALSE")
            .bind("id", runId)
            .execute();
    if (changed == 1) {
      note(handle, LedgerEvent.Kind.RUN_RELEASED, runId, "to be decided again");
    }
    return changed == 1;
  }

  /** A person decides that nothing shall become of a held run, or of one nobody decided yet. */
  boolean ignore(Handle handle, long runId, String reason) {
    int changed =
        Transitions.RUN
            .change(
                handle,
                EnumSet.of(RunState.HELD, RunState.OPEN),
                RunState.IGNORED,
                "reason = :reason, decided_at_ms = :at",
                "id = :id")
            .bind("reason", Journal.cut(reason))
            .bind("at", clock.millis())
            .bind("id", runId)
            .execute();
    if (changed == 1) {
      note(handle, LedgerEvent.Kind.RUN_IGNORED, runId, reason);
    }
    return changed == 1;
  }

  private void note(Handle handle, LedgerEvent.Kind kind, long runId, String message) {
    journal.write(handle, kind, runId, 0, message);
  }

  /** What is written down with a closed run. */
  record Decision(
      Optional<SeriesFacts> facts,
      String ruleName,
      String ruleRevision,
      String reason,
      String completeness,
      String reading) {

    private String inWords() {
      return reason + byRules(ruleRevision);
    }
  }

  /** Returns what an event says of the rules that decided; empty if none were asked. */
  static String byRules(String ruleRevision) {
    return ruleRevision.isEmpty() ? "" : " (rules " + ruleRevision + ")";
  }

  /** Returns who sent the last of them, so many. */
  Set<History.Sender> senders(Handle handle, int last) {
    return handle
        .createQuery(
            "SELECT calling, address FROM (SELECT calling, address FROM runs ORDER BY id DESC"
                + " FETCH FIRST :last ROWS ONLY) r GROUP BY calling, address")
        .bind("last", last)
        .map(Columns.to(History.Sender.class))
        .set();
  }
}
