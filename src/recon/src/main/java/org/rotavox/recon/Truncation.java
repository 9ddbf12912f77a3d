package org.rotavox.recon;

/** How the rows of a detector that is smaller than the object are continued before filtering. */
public enum Truncation {
  /** As {@link #WATER_CYLINDER} where rows are cut, as {@link #NONE} where none is. */
  AUTO,
  /** Zeros: only for objects that every view contains wholly. */
  NONE,
  /** The row mirrored at its end and faded out (Ohnesorge et al., Med. Phys. 27(1), 2000). */
  MIRROR,
  /** The shadow of a water cylinder fitted to the row's end (Hsieh et al., Med. Phys. 31, 2004). */
  WATER_CYLINDER
}
