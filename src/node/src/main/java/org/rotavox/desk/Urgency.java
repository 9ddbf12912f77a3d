package org.rotavox.desk;

import java.util.Optional;
import org.rotavox.model.Verdict;

/**
 * How urgent a job shall be.
 *
 * @param job its number
 * @param priority how urgent; empty = one step more than now
 */
public record Urgency(long job, Optional<Verdict.Priority> priority) {}
