package org.rotavox.model;

/**
 * How many instances an object says there are, beside itself and with it: evidence that a run of
 * single frames is complete, or is not.
 *
 * @param instances 0 = it says nothing, -1 = the objects of a run contradict each other
 * @param ofSeries the number is that of the whole series, not that of one acquisition
 */
public record AnnouncedCount(int instances, boolean ofSeries) {

  /** Nothing is said. */
  public static final AnnouncedCount NONE = new AnnouncedCount(0, false);

  /** The objects of one run say different numbers: none of them is evidence. */
  public static final AnnouncedCount CONTRADICTORY = new AnnouncedCount(-1, false);

  /** Returns what is known when one more object of the run has spoken. */
  public AnnouncedCount and(AnnouncedCount other) {
    if (other.instances == 0 || equals(other)) {
      return this;
    }
    return instances == 0 ? other : CONTRADICTORY;
  }

  /** Returns true if a run of several frames can be measured by it. */
  public boolean isEvidence() {
    return instances > 1;
  }
}
