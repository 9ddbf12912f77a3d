package org.rotavox.desk;

/**
 * What became of an order that was accepted.
 *
 * @param message in words
 */
public record OrderAnswer(String message) {}
