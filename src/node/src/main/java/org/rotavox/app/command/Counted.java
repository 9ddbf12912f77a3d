package org.rotavox.app.command;

/** Numbers of things in words. */
final class Counted {

  private Counted() {}

  /** Returns {@code 1 rule}, {@code 2 rules}. */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
