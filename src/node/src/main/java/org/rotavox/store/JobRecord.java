package org.rotavox.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;

/**
 * A job with what happened to it, for those who watch.
 *
 * @param job the order
 * @param instances how many instances its run has
 * @param attemptsForgiven attempts that do not count: those before the last order of another try,
 *     and those that a stop or the end of the process cut off
 * @param deaths how often the process died in it since the last order
 * @param stage what it does now, in words; empty if it does not run
 * @param percent how much of it is done, 0 to 100
 * @param cancelRequested somebody wants it to end before it is done
 * @param startedAt begin of the last attempt
 * @param heartbeatAt when its owner was last known to live
 * @param finishedAt when it came to its final state
 * @param failureKind the kind of the last failure; empty = none
 * @param failureMessage what it was
 */
public record JobRecord(
    @Nested ReconstructionJob job,
    @ColumnName("instance_count") int instances,
    int attemptsForgiven,
    int deaths,
    String stage,
    int percent,
    boolean cancelRequested,
    Optional<Instant> startedAt,
    @ColumnName("heartbeat_ms") Optional<Instant> heartbeatAt,
    Optional<Instant> finishedAt,
    String failureKind,
    String failureMessage) {

  /**
   * Returns the attempts since it was made or since another try was ordered, but for those that a
   * stop or the end of the process cut off.
   */
  public int attemptsSinceOrder() {
    return job.attempts() - attemptsForgiven;
  }

  /** Returns the last failure. */
  public Optional<Failure> failure() {
    return failureKind.isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure(Failure.Kind.valueOf(failureKind), failureMessage));
  }
}
