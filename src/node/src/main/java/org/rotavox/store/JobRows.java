package org.rotavox.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.rotavox.model.Claim;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.Verdict;
import org.rotavox.support.Sha256;

/** The rows of jobs on their way: made, claimed, ended. */
final class JobRows {

  /**
   * No retry is put off for longer (the settings allow a day): a time beyond it was written while
   * the clock was wrong, and does not count.
   */
  static final Duration LONGEST_WAIT = Duration.ofDays(2);

  private final Journal journal;
  private final Clock clock;
  private final JobViews views;

  JobRows(Journal journal, Clock clock, JobViews views) {
    this.journal = journal;
    this.clock = clock;
    this.views = views;
  }

  /** Makes the job of a run; its identity follows from its sources and its protocol alone. */
  long create(
      Handle handle,
      RunRecord run,
      List<StoredInstance> sources,
      Verdict.Reconstruct verdict,
      String ruleRevision) {
    String identity = identity(sources, verdict.protocol());
    refuseSecond(handle, identity);
    handle
        .createUpdate(
            "INSERT INTO sources (name, last_served) SELECT CAST(:name AS VARCHAR(16)), 0"
                + " WHERE NOT EXISTS (SELECT 1 FROM sources WHERE name = :name)")
        .bind("name", run.calling().value())
        .execute();
    long id =
        Columns.insert(
            handle,
            "jobs",
            new ReconstructionJob(
                0,
                run.id(),
                JobState.WAITING,
                verdict.priority(),
                verdict.protocol(),
                verdict.timeWindow(),
                verdict.destinations(),
                verdict.seriesDescription(),
                verdict.seriesNumberOffset(),
                verdict.shadow(),
                verdict.ruleName(),
                ruleRevision,
                Journal.cut(verdict.explanation()),
                run.calling(),
                run.study(),
                run.series(),
                identity,
                ReconstructionJob.resultSeriesOf(identity),
                0,
                "",
                clock.instant(),
                Instant.EPOCH));
    journal.write(
        handle,
        LedgerEvent.Kind.JOB_CREATED,
        run.id(),
        id,
        "protocol "
            + verdict.protocol()
            + ": "
            + verdict.explanation()
            + RunRows.byRules(ruleRevision));
    return id;
  }

  /** SHA-256 over the protocol and the source UIDs in their order; conflicts by their content. */
  private static String identity(List<StoredInstance> sources, String protocol) {
    TreeSet<String> names = new TreeSet<>();
    for (StoredInstance source : sources) {
      names.add(source.sopInstance() + (source.copy() == 0 ? "" : "#" + source.sha256()));
    }
    MessageDigest digest = Sha256.newDigest();
    digest.update(protocol.getBytes(StandardCharsets.UTF_8));
    for (String name : names) {
      digest.update((byte) 0);
      digest.update(name.getBytes(StandardCharsets.UTF_8));
    }
    return "run-" + Sha256.hexOf(digest);
  }

  private static void refuseSecond(Handle handle, String identity) {
    int others =
        handle
            .createQuery(
                "SELECT COUNT(*) FROM jobs WHERE run_identity = :identity"
                    + " AND state <> 'CANCELLED'")
            .bind("identity", identity)
            .mapTo(Integer.class)
            .one();
    if (others > 0) {
      throw new IllegalStateException("a second job for the same sources and protocol");
    }
  }

  /** Takes the next waiting job: by priority, then the source served longest ago, then by age. */
  Optional<ReconstructionJob> claim(
      Handle handle, String owner, Instant now, Set<String> openWindows) {
    if (isPaused(handle)) {
      return Optional.empty();
    }
    Set<String> windows = new TreeSet<>(openWindows);
    windows.add("");
    Optional<Long> next =
        handle
            .createQuery(
                "SELECT j.id FROM jobs j JOIN sources s ON s.name = j.source"
                    + " WHERE j.state = 'WAITING'"
                    + " AND (j.not_before_ms <= :now OR j.not_before_ms > :never)"
                    + " AND j.time_window IN (<windows>)"
                    + " ORDER BY j.priority, s.last_served, j.id LIMIT 1")
            .bind("now", now.toEpochMilli())
            .bind("never", now.plus(LONGEST_WAIT).toEpochMilli())
            .bindList("windows", List.copyOf(windows))
            .mapTo(Long.class)
            .findOne();
    return next.map(id -> take(handle, id, owner, now));
  }

  private ReconstructionJob take(Handle handle, long id, String owner, Instant now) {
    int taken =
        Transitions.JOB
            .change(
                handle,
                JobState.WAITING,
                JobState.RUNNING,
                "owner = :owner, attempts = attempts + 1, heartbeat_ms = :now,"
                    + " started_at_ms = :now, stage = '', percent = 0, cancel_requested = FALSE",
                "id = :id")
            .bind("owner", owner)
            .bind("now", now.toEpochMilli())
            .bind("id", id)
            .execute();
    if (taken == 0) {
      throw new Transactions.LostRace("the job was taken or paused meanwhile");
    }
    ReconstructionJob job = views.byId(handle, id).orElseThrow().job();
    handle
        .createUpdate(
            "UPDATE sources SET last_served = (SELECT MAX(last_served) + 1 FROM sources)"
                + " WHERE name = :name")
        .bind("name", job.source().value())
        .execute();
    handle
        .createUpdate(
            "INSERT INTO attempts (job_id, attempt, owner, started_at_ms, ended_at_ms, outcome,"
                + " failure_kind, failure_message)"
                + " VALUES (:job, :attempt, :owner, :now, 0, '', '', '')")
        .bind("job", id)
        .bind("attempt", job.attempts())
        .bind("owner", owner)
        .bind("now", now.toEpochMilli())
        .execute();
    journal.write(
        handle, LedgerEvent.Kind.JOB_CLAIMED, job.runId(), id, "attempt " + job.attempts());
    return job;
  }

  static boolean isPaused(Handle handle) {
    return handle
        .createQuery("SELECT state FROM switches WHERE name = 'QUEUE_PAUSED'")
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Ends the running attempt of a job that a stop or the end of the process cut off; it does not
   * count as one.
   *
   * @param died the process ended without having been asked to
   * @param mostDeaths with so many the job waits for a person
   * @return how often the process ended in the job
   */
  int cutOff(Handle handle, Claim claim, boolean died, int mostDeaths) {
    JobRecord before = held(handle, claim);
    int deaths = before.deaths() + (died ? 1 : 0);
    boolean forPerson = died && deaths >= mostDeaths;
    String words =
        forPerson
            ? "the process ended in this job, for the "
                + deaths
                + ". time: look for the reason in its"
                + " log and in the system's (memory, graphics driver), then resume job "
                + claim.job()
                + " or cancel it"
            : died
                ? "the process ended in this attempt"
                : "the node was stopped in this attempt, which does not count";
    Failure failure = new Failure(Failure.Kind.RESOURCE, words);
    JobState state = forPerson ? JobState.HELD : JobState.WAITING;
    end(handle, claim, state, Optional.of(failure), clock.instant());
    handle
        .createUpdate(
            "UPDATE jobs SET attempts_forgiven = attempts_forgiven + 1, deaths = :deaths"
                + " WHERE id = :id")
        .bind("deaths", deaths)
        .bind("id", claim.job())
        .execute();
    return deaths;
  }

  /**
   * Returns the job of a claim that holds.
   *
   * @throws LostClaim if it holds no longer
   */
  JobRecord held(Handle handle, Claim claim) {
    JobRecord record = views.byId(handle, claim.job()).orElseThrow(() -> unknown(claim.job()));
    ReconstructionJob job = record.job();
    if (job.state() != JobState.RUNNING || !job.claim().equals(claim)) {
      throw new LostClaim(claim, job.state(), job.claim());
    }
    return record;
  }

  /**
   * Ends the running attempt of a job.
   *
   * @throws LostClaim if the claim holds no longer
   */
  void end(Handle handle, Claim claim, JobState state, Optional<Failure> failure, Instant at) {
    JobRecord before = held(handle, claim);
    long now = clock.millis();
    String kind = failure.map(f -> f.kind().name()).orElse("");
    String message = failure.map(f -> Journal.cut(f.message())).orElse("");
    int changed =
        Transitions.JOB
            .change(
                handle,
                JobState.RUNNING,
                state,
                "not_before_ms = :at, finished_at_ms = :finished, stage = '', percent = :percent,"
                    + " cancel_requested = FALSE, failure_kind = :kind,"
                    + " failure_message = :message",
                "id = :id AND attempts = :attempt AND owner = :owner")
            .bind("attempt", claim.attempt())
            .bind("owner", claim.owner())
            .bind("at", at.toEpochMilli())
            .bind("finished", state.isFinal() ? now : 0)
            .bind("percent", state == JobState.DONE ? 100 : 0)
            .bind("kind", kind)
            .bind("message", message)
            .bind("id", claim.job())
            .execute();
    if (changed == 0) {
      throw new Transactions.LostRace("the job ended meanwhile");
    }
    handle
        .createUpdate(
            "UPDATE attempts SET ended_at_ms = :now, outcome = :outcome, failure_kind = :kind,"
                + " failure_message = :message WHERE job_id = :job AND attempt = :attempt")
        .bind("now", now)
        .bind("outcome", state.name())
        .bind("kind", kind)
        .bind("message", message)
        .bind("job", claim.job())
        .bind("attempt", claim.attempt())
        .execute();
    LedgerEvent.Kind event =
        switch (state) {
          case DONE -> LedgerEvent.Kind.JOB_DONE;
          case WAITING -> LedgerEvent.Kind.JOB_RETRY;
          case FAILED -> LedgerEvent.Kind.JOB_FAILED;
          case CANCELLED -> LedgerEvent.Kind.JOB_CANCELLED;
          case HELD -> LedgerEvent.Kind.JOB_HELD;
          case RUNNING -> throw new IllegalStateException("not an end: " + state);
        };
    journal.write(
        handle,
        event,
        before.job().runId(),
        claim.job(),
        failure
            .map(f -> f.kind() + ": " + f.message())
            .orElse("attempt " + before.job().attempts()));
  }

  static IllegalStateException unknown(long jobId) {
    return new IllegalStateException("there is no job " + jobId);
  }
}
