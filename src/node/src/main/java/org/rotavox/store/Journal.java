package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The table of events; each is written in the transaction that it tells of. Lines are only ever
 * added; retention removes the oldest as a whole.
 */
final class Journal {

  static final int MAX_TEXT = 4000;

  private final Clock clock;

  Journal(Clock clock) {
    this.clock = clock;
  }

  void write(Handle handle, LedgerEvent.Kind kind, long runId, long jobId, String message) {
    handle
        .createUpdate(
            "INSERT INTO events (at_ms, kind, run_id, job_id, message)"
                + " VALUES (:at, :kind, :run, :job, :message)")
        .bind("at", clock.millis())
        .bind("kind", kind.name())
        .bind("run", runId)
        .bind("job", jobId)
        .bind("message", cut(message))
        .execute();
  }

  /** Returns the number of the last line; 0 if there is none. */
  long last(Handle handle) {
    return handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM events").mapTo(Long.class).one();
  }

  /**
   * Removes old lines, but never the last one of all, and none about a run whose files are there.
   *
   * @return how many went
   */
  int trim(Handle handle, Instant before, int limit) {
    boolean allAreYounger =
        handle
            .createQuery("SELECT at_ms FROM events ORDER BY id LIMIT 1")
            .mapTo(Long.class)
            .findOne()
            .map(oldest -> oldest >= before.toEpochMilli())
            .orElse(true);
    if (allAreYounger) {
      return 0;
    }
    return handle
        .createUpdate(
            "DELETE FROM events WHERE id IN (SELECT e.id FROM events e"
                + " WHERE e.at_ms < :before AND e.id < (SELECT MAX(id) FROM events)"
                + " AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.id = e.run_id"
                + " AND r.purged = FALSE) ORDER BY e.id LIMIT :limit)")
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .execute();
  }

  List<LedgerEvent> after(Handle handle, long id, int limit) {
    return handle
        .createQuery("SELECT * FROM events WHERE id > :id ORDER BY id LIMIT :limit")
        .bind("id", id)
        .bind("limit", limit)
        .map(Columns.to(LedgerEvent.class))
        .list();
  }

  List<LedgerEvent> ofJob(Handle handle, long jobId, long runId, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM events WHERE job_id = :job UNION ALL SELECT * FROM events"
                + " WHERE run_id = :run AND job_id = 0 ORDER BY id LIMIT :limit")
        .bind("job", jobId)
        .bind("run", runId)
        .bind("limit", limit)
        .map(Columns.to(LedgerEvent.class))
        .list();
  }

  /** Cuts a text to what a column of the ledger holds. */
  static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
