package org.rotavox.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;

/** Deliveries of a SOP class that a destination refuses: settled once, not instance by instance. */
final class RefusedRows {

  private static final String OF_CLASS =
      "job_id = :job AND destination = :destination"
          + " AND result_id IN (SELECT id FROM result_instances WHERE job_id = :job"
          + " AND sop_class = :sopClass)";

  private final Journal journal;
  private final Clock clock;

  RefusedRows(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  int settle(
      Handle handle, String destination, Uid sopClass, Optional<Uid> instead, String message) {
    List<Long> jobs =
        handle
            .createQuery(
                "SELECT DISTINCT d.job_id FROM deliveries d"
                    + " JOIN result_instances r ON r.id = d.result_id"
                    + " WHERE d.destination = :destination AND d.state = 'PENDING'"
                    + " AND r.sop_class = :sopClass ORDER BY d.job_id")
            .bind("destination", destination)
            .bind("sopClass", sopClass.value())
            .mapTo(Long.class)
            .list();
    int settled = 0;
    for (long job : jobs) {
      int others = instead.map(uid -> substitute(handle, job, destination, uid)).orElse(0);
      settled +=
          end(
              handle,
              job,
              destination,
              sopClass,
              others > 0 ? DeliveryState.REPLACED : DeliveryState.FAILED,
              message);
      journal.write(
          handle,
          others > 0 ? LedgerEvent.Kind.DELIVERY_REPLACED : LedgerEvent.Kind.DELIVERY_FAILED,
          0,
          job,
          destination + ": " + message + (others > 0 ? "; " + others + " others go instead" : ""));
    }
    return settled;
  }

  /** Returns how many instances of the other class the destination gets or has. */
  private int substitute(Handle handle, long job, String destination, Uid sopClass) {
    handle
        .createUpdate(
            "INSERT INTO deliveries (job_id, result_id, destination, state, attempts,"
                + " next_try_ms, status_code, message, updated_at_ms)"
                + " SELECT r.job_id, r.id, CAST(:destination AS VARCHAR(200)), 'PENDING', 0,"
                + " CAST(:now AS BIGINT), -1, '', CAST(:now AS BIGINT) FROM result_instances r"
                + " WHERE r.job_id = :job AND r.sop_class = :sopClass AND NOT EXISTS"
                + " (SELECT 1 FROM deliveries d WHERE d.result_id = r.id"
                + " AND d.destination = :destination) ORDER BY r.id")
        .bind("destination", destination)
        .bind("now", clock.millis())
        .bind("job", job)
        .bind("sopClass", sopClass.value())
        .execute();
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM deliveries d JOIN result_instances r ON r.id = d.result_id"
                + " WHERE d.job_id = :job AND d.destination = :destination"
                + " AND r.sop_class = :sopClass AND d.state <> 'FAILED'")
        .bind("job", job)
        .bind("destination", destination)
        .bind("sopClass", sopClass.value())
        .mapTo(Integer.class)
        .one();
  }

  private int end(
      Handle handle,
      long job,
      String destination,
      Uid sopClass,
      DeliveryState state,
      String message) {
    return Transitions.DELIVERY
        .change(
            handle,
            DeliveryState.PENDING,
            state,
            "attempts = attempts + 1, message = :text, updated_at_ms = :now",
            OF_CLASS)
        .bind("text", Journal.cut(message))
        .bind("now", clock.millis())
        .bind("job", job)
        .bind("destination", destination)
        .bind("sopClass", sopClass.value())
        .execute();
  }
}
