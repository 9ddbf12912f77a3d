package org.rotavox.store;

import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;

/**
 * Computes the balance, in one transaction, from rows and counters that are kept apart.
 *
 * <p>The queries are worded so that a ledger with many rows is read from narrow indices alone: runs
 * are summed up before their jobs are joined, and instances are counted by the index of their runs.
 */
final class BalanceView {

  private BalanceView() {}

  static Balance read(Handle handle) {
    Counts counts = new Counts();
    handle
        .createQuery(
            "SELECT r.state, COALESCE(j.state, '') AS job_state, SUM(r.instances) AS instances,"
                + " SUM(r.duplicates) AS duplicates, SUM(r.conflicts) AS conflicts"
                + " FROM (SELECT state, job_id, SUM(instance_count) AS instances,"
                + " SUM(duplicate_count) AS duplicates,"
                + " SUM(CASE WHEN conflict THEN instance_count ELSE 0 END) AS conflicts"
                + " FROM runs GROUP BY state, job_id) r LEFT JOIN jobs j ON j.id = r.job_id"
                + " GROUP BY r.state, COALESCE(j.state, '')")
        .map(
            (row, context) -> {
              long instances = row.getLong("instances");
              counts.add(
                  RunState.valueOf(row.getString("state")), row.getString("job_state"), instances);
              counts.duplicates += row.getLong("duplicates");
              counts.conflicts += row.getLong("conflicts");
              return instances;
            })
        .list();
    long received =
        handle
            .createQuery("SELECT COUNT(*) FROM instances WHERE run_id > 0")
            .mapTo(Long.class)
            .one();
    Map<DeliveryState, Long> deliveries = new EnumMap<>(DeliveryState.class);
    handle
        .createQuery("SELECT state, COUNT(*) AS number FROM deliveries GROUP BY state")
        .map(
            (row, context) ->
                deliveries.put(
                    DeliveryState.valueOf(row.getString("state")), row.getLong("number")))
        .list();
    return counts.balance(received, deliveries);
  }

  private static final class Counts {

    private long ignored;
    private long waiting;
    private long running;
    private long done;
    private long failed;
    private long held;
    private long duplicates;
    private long conflicts;

    void add(RunState run, String jobState, long instances) {
      switch (run) {
        case OPEN -> waiting += instances;
        case IGNORED -> ignored += instances;
        case HELD -> held += instances;
        case JOB -> addJob(jobState, instances);
      }
    }

    /** A run whose job has no row counts nowhere: then the balance does not hold, and says so. */
    private void addJob(String jobState, long instances) {
      if (jobState.isEmpty()) {
        return;
      }
      switch (JobState.valueOf(jobState)) {
        case WAITING -> waiting += instances;
        case RUNNING -> running += instances;
        case DONE -> done += instances;
        case FAILED -> failed += instances;
        case HELD -> held += instances;
        case CANCELLED -> ignored += instances;
      }
    }

    Balance balance(long received, Map<DeliveryState, Long> deliveries) {
      return new Balance(
          received,
          ignored,
          waiting,
          running,
          done,
          failed,
          held,
          duplicates,
          conflicts,
          deliveries.getOrDefault(DeliveryState.PENDING, 0L),
          deliveries.getOrDefault(DeliveryState.DELIVERED, 0L)
              + deliveries.getOrDefault(DeliveryState.CONFIRMED, 0L),
          deliveries.getOrDefault(DeliveryState.FAILED, 0L));
    }
  }
}
