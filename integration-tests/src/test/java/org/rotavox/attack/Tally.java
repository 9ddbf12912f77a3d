package org.rotavox.attack;

import java.util.List;

/**
 * How an attack ended.
 *
 * @param tried how often something was tried
 * @param held how often the node did what it should
 * @param faults what it did instead, where that is told
 */
record Tally(int tried, int held, List<String> faults) {

  Tally(int tried, int held) {
    this(tried, held, List.of());
  }

  boolean isClean() {
    return tried > 0 && held == tried;
  }
}
