package org.rotavox.desk;

import java.util.Optional;

/**
 * How much of the past is wanted.
 *
 * @param limit at most so many entries, newest first; empty = {@value Filter#USUAL}
 */
public record HistoryLength(Optional<Integer> limit) {}
