package org.rotavox.app.demo;

/**
 * One line of the demo's table.
 *
 * @param subject what was checked
 * @param found what was found, with figures
 * @param expected what it must be
 * @param holds whether it is so
 */
public record DemoCheck(String subject, String found, String expected, boolean holds) {}
