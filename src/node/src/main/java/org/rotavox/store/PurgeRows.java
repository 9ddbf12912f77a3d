package org.rotavox.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Retention in the ledger: which runs may lose their files, and the record that they did. The rows
 * of runs, instances and jobs stay for good, so that a repeat is known as one; the rows of results
 * and deliveries go with their files.
 */
final class PurgeRows {

  /** What may go once it is settled; a run that is none of these stays. */
  enum Category {
    /** Nobody wants it. */
    IGNORED(
        "(%1$s.state = 'IGNORED' OR (%1$s.state = 'JOB' AND %2$s.state = 'CANCELLED'))",
        "GREATEST(r.decided_at_ms, COALESCE(j.finished_at_ms, 0))"),
    /** Its result arrived everywhere, or somebody acknowledged where it did not. */
    DELIVERED(
        "(%1$s.state = 'JOB' AND %2$s.state = 'DONE' AND NOT EXISTS (SELECT 1 FROM deliveries d"
            + " WHERE d.job_id = %2$s.id AND (d.state = 'PENDING'"
            + " OR (d.state = 'DELIVERED' AND d.to_confirm = TRUE)"
            + " OR (d.state = 'FAILED' AND %2$s.acknowledged = FALSE))))",
        "GREATEST(j.finished_at_ms, COALESCE((SELECT MAX(e.updated_at_ms) FROM deliveries e"
            + " WHERE e.job_id = j.id), 0))"),
    /** It failed, and somebody acknowledged that. */
    FAILED(
        "(%1$s.state = 'JOB' AND %2$s.state = 'FAILED' AND %2$s.acknowledged = TRUE)",
        "GREATEST(r.decided_at_ms, j.finished_at_ms)");

    private final String condition;
    private final String settledAt;

    Category(String condition, String settledAt) {
      this.condition = condition;
      this.settledAt = settledAt;
    }

    /** The states of runs that can belong to it: the first thing that the index is asked for. */
    private List<RunState> states() {
      return switch (this) {
        case IGNORED -> List.of(RunState.IGNORED, RunState.JOB);
        case DELIVERED, FAILED -> List.of(RunState.JOB);
      };
    }

    String inWords() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String condition(String run, String job) {
      return condition.formatted(run, job);
    }
  }

  private static final String RUNS =
      " FROM runs r LEFT JOIN jobs j ON j.id = r.job_id WHERE r.purged = FALSE";

  /** The other generations of the run are settled, too: late arrivals need the earlier files. */
  private static final String OTHERS_SETTLED =
      " AND NOT EXISTS (SELECT 1 FROM runs o LEFT JOIN jobs oj ON oj.id = o.job_id"
          + " WHERE o.run_key = r.run_key AND o.id <> r.id AND o.purged = FALSE AND NOT "
          + Arrays.stream(Category.values())
              .map(category -> "COALESCE(" + category.condition("o", "oj") + ", FALSE)")
              .collect(Collectors.joining(" OR ", "(", ")"))
          + ")";

  private final Journal journal;

  PurgeRows(Journal journal) {
    this.journal = journal;
  }

  /** Returns runs that were settled before the time of their category, oldest first. */
  List<Long> settled(Handle handle, Map<Category, Instant> before, int limit) {
    List<Long> runs = new ArrayList<>();
    before.forEach(
        (category, time) ->
            category
                .states()
                .forEach(state -> runs.addAll(settled(handle, category, state, time, limit))));
    return runs.stream().sorted().limit(limit).toList();
  }

  private static List<Long> settled(
      Handle handle, Category category, RunState state, Instant before, int limit) {
    return handle
        .createQuery(
            "SELECT r.id"
                + RUNS
                + " AND r.state = :state AND r.decided_at_ms < :before AND "
                + category.condition("r", "j")
                + " AND "
                + category.settledAt
                + " < :before"
                + OTHERS_SETTLED
                + " ORDER BY r.id LIMIT :limit")
        .bind("state", state.name())
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Returns what the runs of a category take, the newest first. */
  List<Size> sizes(Handle handle, Category category) {
    return handle
        .createQuery(
            "SELECT r.id, (SELECT COALESCE(SUM(i.bytes), 0) FROM instances i"
                + " WHERE i.run_id = r.id AND i.file_state = 'PRESENT') AS bytes"
                + RUNS
                + " AND "
                + category.condition("r", "j")
                + OTHERS_SETTLED
                + " ORDER BY r.id DESC")
        .map((row, context) -> size(handle, row.getLong("id"), row.getLong("bytes")))
        .list();
  }

  private static Size size(Handle handle, long run, long bytes) {
    return new Size(run, bytes, jobsOf(handle, run));
  }

  private static List<Long> jobsOf(Handle handle, long run) {
    return handle
        .createQuery("SELECT id FROM jobs WHERE run_id = :id")
        .bind("id", run)
        .mapTo(Long.class)
        .list();
  }

  /** Records that the files of a run are gone, before they go; returns what to remove. */
  Purge purge(Handle handle, long runId, String why) {
    int marked =
        handle
            .createUpdate(
                "UPDATE runs SET purged = TRUE WHERE id = :id AND purged = FALSE"
                    + " AND state IN ('IGNORED', 'JOB')")
            .bind("id", runId)
            .execute();
    if (marked == 0) {
      return new Purge(List.of(), List.of());
    }
    List<Path> files =
        handle
            .createQuery("SELECT file FROM instances WHERE run_id = :id")
            .bind("id", runId)
            .mapTo(String.class)
            .map(Path::of)
            .list();
    List<Long> jobs = jobsOf(handle, runId);
    for (String change :
        List.of(
            "DELETE FROM run_readings WHERE run_id = :id",
            "UPDATE instances SET file_state = 'PURGED' WHERE run_id = :id",
            "DELETE FROM commitments WHERE job_id IN (SELECT id FROM jobs WHERE run_id = :id)",
            "DELETE FROM deliveries WHERE job_id IN (SELECT id FROM jobs WHERE run_id = :id)",
            "DELETE FROM result_instances WHERE job_id IN (SELECT id FROM jobs WHERE run_id = :id)",
            "UPDATE jobs SET purged = TRUE WHERE run_id = :id")) {
      handle.createUpdate(change).bind("id", runId).execute();
    }
    journal.write(
        handle,
        LedgerEvent.Kind.PURGED,
        runId,
        jobs.isEmpty() ? 0 : jobs.get(jobs.size() - 1),
        "retention: "
            + files.size()
            + " received files"
            + (jobs.isEmpty() ? "" : " and results")
            + ", "
            + why);
    return new Purge(new ArrayList<>(files), jobs);
  }

  /**
   * What may be removed from the spool.
   *
   * @param files received files
   * @param resultsOf jobs whose results go
   */
  record Purge(List<Path> files, List<Long> resultsOf) {}

  /**
   * What a run takes.
   *
   * @param run ledger identifier
   * @param bytes its received files
   * @param jobs whose results belong to it
   */
  record Size(long run, long bytes, List<Long> jobs) {}
}
