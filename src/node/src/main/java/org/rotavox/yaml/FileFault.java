package org.rotavox.yaml;

/**
 * One thing that is wrong in a file that an administrator wrote.
 *
 * @param file the file's name as the administrator knows it
 * @param line counted from 1; 0 if the fault is about the file as a whole
 * @param column counted from 1; 0 if the fault is about the file as a whole
 * @param text the piece of text that is wrong; empty if something is missing
 * @param message what is wrong and what was expected
 * @param suggestion what to do, such as the nearest valid name; empty if nothing fits
 */
public record FileFault(
    String file, int line, int column, String text, String message, String suggestion) {

  /** Returns the fault as one line, {@code file:line:column: message (suggestion)}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + message + (suggestion.isEmpty() ? "" : "; " + suggestion);
  }
}
