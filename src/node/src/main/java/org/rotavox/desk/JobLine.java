package org.rotavox.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;

/**
 * One line about a job.
 *
 * @param job its number
 * @param run number of its run
 * @param state how it stands
 * @param priority how urgent it is
 * @param protocol name of the reconstruction protocol
 * @param window name of its time window; empty = any time
 * @param source AE title of the sender
 * @param study Study Instance UID
 * @param instances instances of the run
 * @param destinations names of the destinations
 * @param shadow true if its results are kept for review and sent nowhere
 * @param attempts how often it was begun
 * @param createdAt when it was made
 * @param notBefore a waiting job is not begun before
 * @param startedAt when the last attempt began
 * @param finishedAt when it ended
 * @param stage what a running job does
 * @param percent how far a running job is
 * @param cancelRequested a running job is asked to end
 * @param estimatedEnd when a running job is done, by what the last ones took
 * @param failureKind kind of the last failure
 * @param failure the last failure in words
 */
public record JobLine(
    long job,
    long run,
    JobState state,
    Verdict.Priority priority,
    String protocol,
    String window,
    String source,
    String study,
    int instances,
    List<String> destinations,
    boolean shadow,
    int attempts,
    Instant createdAt,
    Optional<Instant> notBefore,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> stage,
    Optional<Integer> percent,
    Optional<Boolean> cancelRequested,
    Optional<Instant> estimatedEnd,
    Optional<Failure.Kind> failureKind,
    Optional<String> failure) {}
