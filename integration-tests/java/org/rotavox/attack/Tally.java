package org.rotavox.attack;

/**
 * How an attack ended.
 *
 * @param tried how often something was tried
 * @param held how often the node did what it should
 */
record Tally(int tried, int held) {

  boolean isClean() {
    return tried > 0 && held == tried;
  }
}
