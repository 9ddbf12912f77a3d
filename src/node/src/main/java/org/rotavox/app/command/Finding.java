package org.rotavox.app.command;

/**
 * One line of the doctor.
 *
 * @param level how bad it is
 * @param subject what was looked at, one or two words
 * @param sentence what was found, and what to do unless it is fine
 */
record Finding(Level level, String subject, String sentence) {

  /** How bad it is. */
  enum Level {
    OK,
    WARNING,
    ERROR
  }
}
