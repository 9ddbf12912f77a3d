package org.rotavox.acquisition;

import java.util.Optional;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.model.ObstacleCode;

/**
 * The ends of a frame's grey scale, which tell whether it is an image at all.
 *
 * @param min smallest stored value outside of shutters
 * @param max largest stored value
 * @param atMin share of the pixels that have the smallest value
 * @param atMax share of the pixels that have the largest value
 */
record FrameLevels(int min, int max, double atMin, double atMax) {

  private static final double LARGEST_SATURATED_SHARE = 0.5;

  /** Why a frame is no projection: the code of an obstacle, and words. */
  record Flaw(ObstacleCode code, String sentence) {}

  /**
   * Measures a frame.
   *
   * @param blanked pixels to leave out; empty = none
   */
  static FrameLevels of(int[] values, boolean[] blanked) {
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    int atMin = 0;
    int atMax = 0;
    int used = 0;
    for (int i = 0; i < values.length; i++) {
      if (blanked.length > 0 && blanked[i]) {
        continue;
      }
      int value = values[i];
      used++;
      if (value < min) {
        min = value;
        atMin = 0;
      }
      if (value > max) {
        max = value;
        atMax = 0;
      }
      atMin += value == min ? 1 : 0;
      atMax += value == max ? 1 : 0;
    }
    return new FrameLevels(min, max, (double) atMin / used, (double) atMax / used);
  }

  /** Returns why the frame is constant or saturated; empty if it is neither. */
  Optional<Flaw> flaw(int frame, PixelDescription layout) {
    if (min >= max) {
      return Optional.of(
          new Flaw(
              ObstacleCode.FRAME_CONSTANT,
              "frame " + (frame + 1) + " has the same value everywhere"));
    }
    int largest = (1 << (layout.bitsStored() - (layout.signed() ? 1 : 0))) - 1;
    boolean atLimit = max >= largest && atMax > LARGEST_SATURATED_SHARE;
    boolean atZero = min <= 0 && atMin > LARGEST_SATURATED_SHARE;
    return atLimit || atZero
        ? Optional.of(
            new Flaw(
                ObstacleCode.FRAME_SATURATED,
                "in frame "
                    + (frame + 1)
                    + " "
                    + Math.round(100 * (atLimit ? atMax : atMin))
                    + " % of the pixels stand at the end of the scale"))
        : Optional.empty();
  }
}
