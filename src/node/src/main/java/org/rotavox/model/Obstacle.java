package org.rotavox.model;

/**
 * One reason why a series is not reconstructed, in words that an administrator can act on.
 *
 * @param code stable upper-case identifier for programs and tests, such as {@code NOT_ROTATING}
 * @param tag the attribute that it is about, as {@code "(0018,1520)
 *     PositionerPrimaryAngleIncrement"}, or empty when it is about the whole object
 * @param sentence what was found and what was expected, with figures
 * @param remedy what would help, naming the configuration key if there is one; empty if nothing can
 */
public record Obstacle(String code, String tag, String sentence, String remedy) {}
