package org.rotavox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.Verdict;

/** Reads rows of jobs. */
final class JobViews {

  private static final String SELECT =
      "SELECT j.*, r.instance_count FROM jobs j JOIN runs r ON r.id = j.run_id ";

  Optional<JobRecord> byId(Handle handle, long jobId) {
    return handle
        .createQuery(SELECT + "WHERE j.id = :id")
        .bind("id", jobId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Returns the newest jobs in these states, newest first. */
  List<JobRecord> inStates(Handle handle, Collection<JobState> states, int limit) {
    return handle
        .createQuery(SELECT + "WHERE j.state IN (<states>) ORDER BY j.id DESC LIMIT :limit")
        .bindList("states", states.stream().map(Enum::name).toList())
        .bind("limit", limit)
        .map((row, context) -> read(row))
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
        .map((row, context) -> read(row))
        .list();
  }

  /** Returns the running jobs of other owners whose last sign of life is older than this. */
  List<ReconstructionJob> interrupted(Handle handle, String liveOwner, Instant heartbeatBefore) {
    return handle
        .createQuery(
            SELECT + "WHERE j.state = 'RUNNING' AND j.owner <> :owner AND j.heartbeat_ms < :before")
        .bind("owner", liveOwner)
        .bind("before", heartbeatBefore.toEpochMilli())
        .map((row, context) -> read(row).job())
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

  private static JobRecord read(ResultSet row) throws SQLException {
    String kind = row.getString("failure_kind");
    return new JobRecord(
        readJob(row),
        row.getInt("instance_count"),
        row.getInt("attempts") - row.getInt("attempts_forgiven"),
        row.getInt("deaths"),
        row.getString("stage"),
        row.getInt("percent"),
        row.getBoolean("cancel_requested"),
        time(row.getLong("started_at_ms")),
        time(row.getLong("heartbeat_ms")),
        time(row.getLong("finished_at_ms")),
        kind.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Failure(Failure.Kind.valueOf(kind), row.getString("failure_message"))));
  }

  private static ReconstructionJob readJob(ResultSet row) throws SQLException {
    return new ReconstructionJob(
        row.getLong("id"),
        row.getLong("run_id"),
        JobState.valueOf(row.getString("state")),
        priority(row.getInt("priority")),
        row.getString("protocol"),
        row.getString("time_window"),
        row.getString("destinations").lines().toList(),
        row.getString("series_description"),
        row.getInt("series_number_offset"),
        row.getBoolean("shadow"),
        row.getString("rule_name"),
        row.getString("rule_revision"),
        row.getString("explanation"),
        new AeTitle(row.getString("source")),
        new Uid(row.getString("study")),
        new Uid(row.getString("source_series")),
        row.getString("run_identity"),
        new Uid(row.getString("result_series")),
        row.getInt("attempts"),
        row.getString("owner"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("not_before_ms")));
  }

  /** Returns the rank by which the ledger sorts a priority, the most urgent first. */
  static int rank(Verdict.Priority priority) {
    return switch (priority) {
      case URGENT -> 10;
      case NORMAL -> 20;
      case LOW -> 30;
    };
  }

  private static Verdict.Priority priority(int rank) {
    for (Verdict.Priority priority : Verdict.Priority.values()) {
      if (rank(priority) == rank) {
        return priority;
      }
    }
    throw new IllegalStateException("no priority has the rank " + rank);
  }

  private static Optional<Instant> time(long epochMilli) {
    return epochMilli == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(epochMilli));
  }
}
