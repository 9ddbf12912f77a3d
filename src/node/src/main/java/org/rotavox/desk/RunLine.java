package org.rotavox.desk;

import java.time.Instant;
import java.util.Optional;
import org.rotavox.store.RunState;

/**
 * One line about a run.
 *
 * @param run its number
 * @param state how it stands
 * @param generation how often it was opened again
 * @param source AE title of the sender
 * @param study Study Instance UID
 * @param series Series Instance UID
 * @param instances how many came
 * @param announced how many its objects say there are
 * @param firstArrival when the first came
 * @param lastArrival when the last came
 * @param job number of its job; 0 = none
 * @param rule the rule that decided
 * @param reason why, in words
 */
public record RunLine(
    long run,
    RunState state,
    int generation,
    String source,
    String study,
    String series,
    int instances,
    Optional<Integer> announced,
    Instant firstArrival,
    Instant lastArrival,
    long job,
    String rule,
    String reason) {}
