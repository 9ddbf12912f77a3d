package org.rotavox.settings;

/**
 * A setting as it is in force.
 *
 * @param path where it belongs, such as {@code node.port}
 * @param value as somebody would write it; what comes from the environment, passwords and whatever
 *     may be a secret in an address show as stars
 * @param origin where it comes from: {@code default}, {@code rotavox.yaml:12}, or {@code
 *     environment VARIABLE}
 */
public record EffectiveSetting(String path, String value, String origin) {}
