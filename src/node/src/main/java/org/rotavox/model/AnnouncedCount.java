package org.rotavox.model;

/**
 * How many instances an object says there are, beside itself and with it: evidence that a run of
 * single frames or of parts is complete, or is not.
 *
 * @param instances 0 = it says nothing, -1 = the objects of a run contradict each other
 * @param ofSeries the number is that of the whole series, not that of one acquisition
 * @param ofParts the instances are parts of a concatenation, whether their number is said or not
 */
public record AnnouncedCount(int instances, boolean ofSeries, boolean ofParts) {

  /** Nothing is said. */
  public static final AnnouncedCount NONE = new AnnouncedCount(0, false);

  /** What single frames say. */
  public AnnouncedCount(int instances, boolean ofSeries) {
    this(instances, ofSeries, false);
  }

  /**
   * Returns what a part of a concatenation says.
   *
   * @param total number of parts; 0 = not said
   */
  public static AnnouncedCount ofParts(int total) {
    return new AnnouncedCount(total, false, true);
  }

  /** Returns what is known when one more object of the run has spoken. */
  public AnnouncedCount and(AnnouncedCount other) {
    if (other.instances == 0 || equals(other)) {
      return this;
    }
    return instances == 0 ? other : new AnnouncedCount(-1, false, ofParts);
  }

  /** Returns true if the objects of the run say different numbers. */
  public boolean isContradictory() {
    return instances < 0;
  }

  /** Returns true if a run of several instances can be measured by it. */
  public boolean isEvidence() {
    return instances > 1;
  }
}
