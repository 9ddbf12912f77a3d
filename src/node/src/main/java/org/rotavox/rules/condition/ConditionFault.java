package org.rotavox.rules.condition;

/**
 * One thing that is wrong with the text of a condition.
 *
 * @param offset where in the text, in chars
 * @param text the piece that is wrong
 * @param message what is wrong and what was expected
 * @param suggestion what to do; empty if nothing fits
 */
public record ConditionFault(int offset, String text, String message, String suggestion) {}
