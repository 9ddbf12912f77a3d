package org.rotavox.recon;

/**
 * The time that one stage of a reconstruction took.
 *
 * @param stage name of the stage
 * @param seconds wall-clock time during which the stage was at work, summed over its steps; stages
 *     that overlap sum up to more than the whole
 */
public record StageTime(String stage, double seconds) {}
