package org.rotavox.yaml;

/**
 * A position in a file.
 *
 * @param file the file's name
 * @param line counted from 1; 0 = the file as a whole
 * @param column counted from 1, in code points; 0 = the file as a whole
 */
public record Place(String file, int line, int column) {

  /** Returns the file as a whole. */
  public static Place wholeFile(String file) {
    return new Place(file, 0, 0);
  }

  /** Returns {@code file:line}, or the file's name alone. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
