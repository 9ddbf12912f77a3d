package org.rotavox.store;

import java.time.Instant;
import java.util.Optional;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;

/**
 * A job with what happened to it, for those who watch.
 *
 * @param job the order
 * @param instances how many instances its run has
 * @param attemptsSinceOrder attempts since it was made or since somebody asked for another try, but
 *     for those that a stop or the end of the process cut off
 * @param deaths how often the process died in it since then
 * @param stage what it does now, in words; empty if it does not run
 * @param percent how much of it is done, 0 to 100
 * @param cancelRequested somebody wants it to end before it is done
 * @param startedAt begin of the last attempt
 * @param heartbeatAt when its owner was last known to live
 * @param finishedAt when it came to its final state
 * @param failure the last failure
 */
public record JobRecord(
    ReconstructionJob job,
    int instances,
    int attemptsSinceOrder,
    int deaths,
    String stage,
    int percent,
    boolean cancelRequested,
    Optional<Instant> startedAt,
    Optional<Instant> heartbeatAt,
    Optional<Instant> finishedAt,
    Optional<Failure> failure) {}
