package org.rotavox.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Retention in the ledger: which runs may lose their files, and the record that they did. The rows
 * of runs, instances and jobs stay for good, so that a repeat is known as one; the rows of results
 * and deliveries go with their files.
 */
final class PurgeRows {

  /** Settled: nobody wants it, or somebody acknowledged that it failed. */
  private static final String UNWANTED =
      "(%1$s.state = 'IGNORED' OR (%1$s.state = 'JOB' AND (%2$s.state = 'CANCELLED'"
          + " OR (%2$s.state = 'FAILED' AND %2$s.acknowledged = TRUE))))";

  /** Settled: its result arrived everywhere, or somebody acknowledged where it did not. */
  private static final String DELIVERED =
      "(%1$s.state = 'JOB' AND %2$s.state = 'DONE' AND NOT EXISTS (SELECT 1 FROM deliveries d"
          + " WHERE d.job_id = %2$s.id AND (d.state = 'PENDING'"
          + " OR (d.state = 'DELIVERED' AND d.to_confirm = TRUE)"
          + " OR (d.state = 'FAILED' AND %2$s.acknowledged = FALSE))))";

  private static final String OTHERS_SETTLED =
      " AND NOT EXISTS (SELECT 1 FROM runs o LEFT JOIN jobs oj ON oj.id = o.job_id"
          + " WHERE o.run_key = r.run_key AND o.id <> r.id AND o.purged = FALSE AND NOT ("
          + UNWANTED.formatted("o", "oj")
          + " OR COALESCE("
          + DELIVERED.formatted("o", "oj")
          + ", FALSE)))";

  private final Journal journal;

  PurgeRows(Journal journal) {
    this.journal = journal;
  }

  /** Returns runs whose files may go, oldest first. */
  List<Long> expired(Handle handle, Instant ignoredBefore, Instant deliveredBefore, int limit) {
    return handle
        .createQuery(
            "SELECT r.id FROM runs r LEFT JOIN jobs j ON j.id = r.job_id WHERE r.purged = FALSE"
                + " AND (("
                + UNWANTED.formatted("r", "j")
                + " AND GREATEST(r.decided_at_ms, COALESCE(j.finished_at_ms, 0)) < :ignored) OR ("
                + DELIVERED.formatted("r", "j")
                + " AND j.finished_at_ms < :delivered AND NOT EXISTS (SELECT 1 FROM deliveries e"
                + " WHERE e.job_id = j.id AND e.updated_at_ms >= :delivered)))"
                + OTHERS_SETTLED
                + " ORDER BY r.id LIMIT :limit")
        .bind("ignored", ignoredBefore.toEpochMilli())
        .bind("delivered", deliveredBefore.toEpochMilli())
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Records that the files of a run are gone, before they go; returns what to remove. */
  Purge purge(Handle handle, long runId) {
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
    List<Long> jobs =
        handle
            .createQuery("SELECT id FROM jobs WHERE run_id = :id")
            .bind("id", runId)
            .mapTo(Long.class)
            .list();
    for (String change :
        List.of(
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
        "retention: " + files.size() + " received files" + (jobs.isEmpty() ? "" : " and results"));
    return new Purge(new ArrayList<>(files), jobs);
  }

  /**
   * What may be removed from the spool.
   *
   * @param files received files
   * @param resultsOf jobs whose results go
   */
  record Purge(List<Path> files, List<Long> resultsOf) {}
}
