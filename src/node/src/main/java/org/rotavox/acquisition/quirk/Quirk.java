package org.rotavox.acquisition.quirk;

/**
 * One way in which stations write something: a row of a table, always a constant of an enum, so
 * that everything that knows the table (configuration keys, documentation, tests) knows the row.
 */
public interface Quirk {

  /** Returns the name of the row, which notes and the documentation use. */
  String name();

  /** Returns by what it is recognised, in words. */
  String condition();

  /** Returns what it means, in words. */
  String meaning();

  /** Returns who says so: a section of the standard, or attribute, device and software version. */
  String source();
}
