package org.rotavox.acquisition.orbit;

import java.util.OptionalDouble;

/** What a header says about one positioner angle, not yet understood. */
public final class AxisAngles {

  private final OptionalDouble firstDeg;
  private final double[] values;
  private final boolean perFrame;
  private final int frames;

  private AxisAngles(OptionalDouble firstDeg, double[] values, boolean perFrame, int frames) {
    this.firstDeg = firstDeg;
    this.values = values.clone();
    this.perFrame = perFrame;
    this.frames = frames;
  }

  /**
   * Returns what a classic header says.
   *
   * @param firstDeg the angle of the first frame (0018,1510 / 1511); empty if absent
   * @param increments the increments (0018,1520 / 1521) as they stand there
   */
  public static AxisAngles ofIncrements(OptionalDouble firstDeg, double... increments) {
    return new AxisAngles(firstDeg, increments, false, 0);
  }

  /** Returns the angles that every frame carries by itself. */
  public static AxisAngles ofFrames(double... anglesDeg) {
    return new AxisAngles(OptionalDouble.empty(), anglesDeg, true, anglesDeg.length);
  }

  /** Returns an angle of which nothing is known. */
  public static AxisAngles unknown() {
    return ofIncrements(OptionalDouble.empty());
  }

  /** Returns the same for a run of so many frames. */
  AxisAngles of(int frameCount) {
    return new AxisAngles(firstDeg, values, perFrame, frameCount);
  }

  /** Returns the number of frames; 0 if not told yet. */
  int frames() {
    return frames;
  }

  OptionalDouble firstDeg() {
    return firstDeg;
  }

  /** Returns the live array. */
  double[] values() {
    return values;
  }

  /** Returns true if the values are the angles themselves. */
  boolean perFrame() {
    return perFrame;
  }

  int count() {
    return values.length;
  }
}
