package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Delivery;
import org.rotavox.model.DeliveryState;

/** The rows of results and of their deliveries: the outbox. */
final class DeliveryRows {

  private static final String SELECT =
      "SELECT d.*, r.sop_class, r.sop_instance, r.series, r.file"
          + " FROM deliveries d JOIN result_instances r ON r.id = d.result_id ";

  private final Journal journal;
  private final Clock clock;

  DeliveryRows(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Puts the result of a job into the outbox. */
  void add(Handle handle, long jobId, List<RoutedResult> results) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO result_instances (job_id, sop_class, sop_instance, series, file)"
                + " SELECT CAST(:job AS BIGINT), CAST(:sopClass AS VARCHAR(64)),"
                + " CAST(:sopInstance AS VARCHAR(64)), CAST(:series AS VARCHAR(64)),"
                + " CAST(:file AS VARCHAR(200)) WHERE NOT EXISTS"
                + " (SELECT 1 FROM result_instances WHERE sop_instance = :sopInstance)");
    Map<String, Set<String>> seriesFor = new TreeMap<>();
    for (RoutedResult routed : results) {
      ResultInstance result = routed.instance();
      batch
          .bind("job", jobId)
          .bind("sopClass", result.sopClass().value())
          .bind("sopInstance", result.sopInstance().value())
          .bind("series", result.series().value())
          .bind("file", result.file().toString())
          .add();
      for (String destination : routed.destinations()) {
        seriesFor
            .computeIfAbsent(destination, absent -> new TreeSet<>())
            .add(result.series().value());
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
    seriesFor.forEach((destination, series) -> enqueue(handle, jobId, destination, series));
  }

  /** A destination gets whole series; what it has, or is about to get, it does not get again. */
  private void enqueue(Handle handle, long jobId, String destination, Set<String> series) {
    handle
        .createUpdate(
            "INSERT INTO deliveries (job_id, result_id, destination, state, attempts,"
                + " next_try_ms, status_code, message, updated_at_ms)"
                + " SELECT r.job_id, r.id, CAST(:destination AS VARCHAR(200)), 'PENDING', 0,"
                + " 0, -1, '', CAST(:now AS BIGINT)"
                + " FROM result_instances r WHERE r.job_id = :job AND r.series IN (<series>)"
                + " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.result_id = r.id"
                + " AND d.destination = :destination) ORDER BY r.id")
        .bind("destination", destination)
        .bind("now", clock.millis())
        .bind("job", jobId)
        .bindList("series", List.copyOf(series))
        .execute();
  }

  /** Removes what a running job has in the outbox and what has not arrived anywhere. */
  void withdraw(Handle handle, long jobId) {
    for (String change :
        List.of(
            "DELETE FROM deliveries WHERE job_id = :job AND state IN ('PENDING', 'FAILED')",
            "DELETE FROM result_instances WHERE job_id = :job AND NOT EXISTS"
                + " (SELECT 1 FROM deliveries d WHERE d.result_id = result_instances.id)")) {
      handle.createUpdate(change).bind("job", jobId).execute();
    }
  }

  List<Delivery> pending(
      Handle handle, String destination, int limit, Instant now, int share, int shares) {
    return handle
        .createQuery(
            SELECT
                + "WHERE d.destination = :destination AND d.state = 'PENDING'"
                + " AND (d.next_try_ms <= :now OR d.next_try_ms > :never) AND MOD(d.id, :shares) = :share"
                + " ORDER BY d.id LIMIT :limit")
        .bind("shares", shares)
        .bind("share", share)
        .bind("destination", destination)
        .bind("now", now.toEpochMilli())
        .bind("never", now.plus(JobRows.LONGEST_WAIT).toEpochMilli())
        .bind("limit", limit)
        .map(Columns.to(Delivery.class))
        .list();
  }

  List<DeliveryRecord> ofJob(Handle handle, long jobId) {
    return handle
        .createQuery(SELECT + "WHERE d.job_id = :job ORDER BY d.id")
        .bind("job", jobId)
        .map(Columns.to(DeliveryRecord.class))
        .list();
  }

  /**
   * Which arrivals were recorded.
   *
   * @param ids of the deliveries that were pending
   * @param complete true if one of them was the last that its job waited for
   */
  record Recorded(List<Long> ids, boolean complete) {}

  /**
   * Records arrivals. A delivery that was settled meanwhile (its job superseded, its SOP class
   * refused to another worker) stays as it was settled.
   */
  Recorded arrived(Handle handle, List<Sending.Arrival> arrivals) {
    Instant now = clock.instant();
    List<Long> ids = new ArrayList<>();
    for (Sending.Arrival each : arrivals) {
      if (update(
          handle, each.id(), DeliveryState.DELIVERED, now, each.statusCode(), each.message())) {
        ids.add(each.id());
        if (each.toConfirm()) {
          toConfirm(handle, each.id());
        }
      }
    }
    boolean complete = false;
    for (Progress progress : ids.isEmpty() ? List.<Progress>of() : progress(handle, ids)) {
      if (!progress.open) {
        complete = true;
        note(handle, LedgerEvent.Kind.DELIVERED, progress, "the last pending instance arrived");
      }
    }
    return new Recorded(List.copyOf(ids), complete);
  }

  /** Records an attempt that failed: to be tried again, or given up. */
  void failed(
      Handle handle, long id, DeliveryState state, Instant nextTry, int statusCode, String text) {
    if (!update(handle, id, state, nextTry, statusCode, text)) {
      throw new IllegalStateException("delivery " + id + " is not pending and cannot be " + state);
    }
    LedgerEvent.Kind kind =
        state == DeliveryState.FAILED
            ? LedgerEvent.Kind.DELIVERY_FAILED
            : LedgerEvent.Kind.DELIVERY_RETRY;
    note(handle, kind, progress(handle, List.of(id)).get(0), text);
  }

  /** Returns false if the delivery is not pending: then nothing was changed. */
  private boolean update(
      Handle handle, long id, DeliveryState state, Instant nextTry, int statusCode, String text) {
    return Transitions.DELIVERY
            .change(
                handle,
                DeliveryState.PENDING,
                state,
                "attempts = attempts + 1, next_try_ms = :next, status_code = :status,"
                    + " message = :text, updated_at_ms = :now",
                "id = :id")
            .bind("next", nextTry.toEpochMilli())
            .bind("status", statusCode)
            .bind("text", Journal.cut(text))
            .bind("now", clock.millis())
            .bind("id", id)
            .execute()
        > 0;
  }

  /** Records that the destination is to be asked whether it keeps the instance. */
  private void toConfirm(Handle handle, long id) {
    handle
        .createUpdate("UPDATE deliveries SET to_confirm = TRUE, commitment = '' WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  /** Returns the jobs and destinations of these deliveries, each once. */
  private static List<Progress> progress(Handle handle, List<Long> ids) {
    return handle
        .createQuery(
            "SELECT o.job_id, o.destination,"
                + " EXISTS (SELECT 1 FROM deliveries d WHERE d.job_id = o.job_id"
                + " AND d.destination = o.destination AND d.state = 'PENDING') AS is_open"
                + " FROM (SELECT DISTINCT job_id, destination FROM deliveries"
                + " WHERE id IN (<ids>)) o")
        .bindList("ids", ids)
        .map(Columns.to(Progress.class))
        .list();
  }

  private void note(Handle handle, LedgerEvent.Kind kind, Progress progress, String text) {
    journal.write(handle, kind, 0, progress.jobId, progress.destination + ": " + text);
  }

  /** Makes failed deliveries of a job pending again; returns how many. */
  int requeue(Handle handle, long jobId) {
    int changed =
        Transitions.DELIVERY
            .change(
                handle,
                DeliveryState.FAILED,
                DeliveryState.PENDING,
                "attempts = 0, next_try_ms = :now, updated_at_ms = :now",
                "job_id = :job")
            .bind("now", clock.millis())
            .bind("job", jobId)
            .execute();
    if (changed > 0) {
      handle
          .createUpdate("UPDATE jobs SET acknowledged = FALSE WHERE id = :job")
          .bind("job", jobId)
          .execute();
      journal.write(
          handle, LedgerEvent.Kind.DELIVERY_REQUEUED, 0, jobId, changed + " instances by order");
    }
    return changed;
  }

  static Map<String, Long> pendingByDestination(Handle handle) {
    Map<String, Long> pending = new TreeMap<>();
    handle
        .createQuery(
            "SELECT destination, COUNT(*) AS number FROM deliveries"
                + " WHERE state = 'PENDING' GROUP BY destination")
        .map((row, context) -> pending.put(row.getString("destination"), row.getLong("number")))
        .list();
    return pending;
  }

  boolean isOwnResult(Handle handle, Uid sopInstance, Uid series) {
    return handle
            .createQuery(
                "SELECT (SELECT COUNT(*) FROM result_instances WHERE sop_instance = :instance)"
                    + " + (SELECT COUNT(*) FROM jobs WHERE result_series = :series)")
            .bind("instance", sopInstance.value())
            .bind("series", series.value())
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** Whether there is still something to do for a job at a destination. */
  record Progress(long jobId, String destination, @ColumnName("is_open") boolean open) {}
}
