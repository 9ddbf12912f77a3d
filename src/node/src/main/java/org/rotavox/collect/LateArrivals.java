package org.rotavox.collect;

/** What becomes of instances that come after the job of their run began or ended. */
public enum LateArrivals {
  /** A person decides. */
  HOLD,
  /** They are reconstructed together with the earlier ones, as one more series. */
  RECONSTRUCT,
  /** As {@link #RECONSTRUCT}; the earlier job ends, and what it did not deliver yet is given up. */
  SUPERSEDE
}
