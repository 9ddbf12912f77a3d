package org.rotavox.desk;

/**
 * Which run is meant.
 *
 * @param run its number
 */
public record RunNumber(long run) {}
