package org.rotavox.desk;

/**
 * Which job is meant.
 *
 * @param job its number
 */
public record JobNumber(long job) {}
