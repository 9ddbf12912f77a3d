package org.rotavox.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that remembers the last entries that were put, and forgets the oldest. Not thread-safe. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * Makes an empty one.
   *
   * @param most how many entries it has at most, from 1
   */
  public BoundedMap(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("expected 1 or more entries, got " + most);
    }
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
