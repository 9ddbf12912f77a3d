package org.rotavox.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;

/** Reads rows of jobs. */
final class JobViews {

  private static final String SELECT =
      "SELECT j.*, r.instance_count FROM jobs j JOIN runs r ON r.id = j.run_id ";

  Optional<JobRecord> byId(Handle handle, long jobId) {
    return handle
        .createQuery(SELECT + "WHERE j.id = :id")
        .bind("id", jobId)
        .map(Columns.to(JobRecord.class))
        .findOne();
  }

  /** Returns the newest jobs in these states, newest first. */
  List<JobRecord> inStates(Handle handle, Collection<JobState> states, int limit) {
    return handle
        .createQuery(SELECT + "WHERE j.state IN (<states>) ORDER BY j.id DESC LIMIT :limit")
        .bindList("states", states.stream().map(Enum::name).toList())
        .bind("limit", limit)
        .map(Columns.to(JobRecord.class))
        .list();
  }

  Map<JobState, Long> counts(Handle handle) {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    handle
        .createQuery("SELECT state, COUNT(*) AS number FROM jobs GROUP BY state")
        .map(
            (row, context) ->
                counts.put(JobState.valueOf(row.getString("state")), row.getLong("number")))
        .list();
    return counts;
  }

  /**
   * Returns what failed, as a whole or in a delivery, and nobody acknowledged, and what is held
   * since the process died in it; newest first.
   */
  List<JobRecord> unacknowledged(Handle handle, int limit) {
    return handle
        .createQuery(
            SELECT
                + "WHERE j.acknowledged = FALSE AND (j.state = 'FAILED'"
                + " OR (j.state = 'HELD' AND j.deaths > 0) OR j.id IN"
                + " (SELECT d.job_id FROM deliveries d WHERE d.state = 'FAILED'))"
                + " ORDER BY j.id DESC LIMIT :limit")
        .bind("limit", limit)
        .map(Columns.to(JobRecord.class))
        .list();
  }

  /** Returns the running jobs of other owners whose last sign of life is older than this. */
  List<ReconstructionJob> interrupted(Handle handle, String liveOwner, Instant heartbeatBefore) {
    return handle
        .createQuery(
            SELECT + "WHERE j.state = 'RUNNING' AND j.owner <> :owner AND j.heartbeat_ms < :before")
        .bind("owner", liveOwner)
        .bind("before", heartbeatBefore.toEpochMilli())
        .map(Columns.to(JobRecord.class))
        .map(JobRecord::job)
        .list();
  }

  /** Returns the median time that the last jobs of a protocol took; empty if none was done. */
  Optional<Duration> typicalDuration(Handle handle, String protocol) {
    List<Long> millis =
        handle
            .createQuery(
                "SELECT finished_at_ms - started_at_ms AS took FROM jobs"
                    + " WHERE state = 'DONE' AND protocol = :protocol"
                    + " ORDER BY id DESC LIMIT 20")
            .bind("protocol", protocol)
            .mapTo(Long.class)
            .list();
    return millis.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(millis.stream().sorted().toList().get(millis.size() / 2)));
  }
}
