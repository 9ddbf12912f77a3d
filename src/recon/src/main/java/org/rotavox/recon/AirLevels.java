package org.rotavox.recon;

import java.util.Collections;
import java.util.List;

/**
 * The intensity where nothing attenuates (I₀), and how it is known.
 *
 * @param evidence how
 * @param levels I₀ of each frame, in the unit of the frames; 0 = the level that the frame shows
 * @param shift logarithm by which I₀ lies above the level that a frame shows, where it shows one; 0
 *     = not at all
 * @param softTissueHu the value that soft tissue was set to, where {@code evidence} is INFERRED; 0
 *     otherwise
 */
public record AirLevels(Evidence evidence, List<Double> levels, double shift, double softTissueHu) {

  /** How I₀ is known. */
  public enum Evidence {
    /** Nothing was looked at: each frame is divided by the level that it shows. */
    NOT_LOOKED,
    /** Stated by the source of the frames. */
    STATION,
    /** Every frame shows air beside the object. */
    SEEN,
    /** Some frames show air; the others take over their level. */
    SHARED,
    /** No frame shows air: I₀ is such that soft tissue has its value. */
    INFERRED,
    /** No frame shows air, and the values of soft tissue cannot be found. */
    UNKNOWN
  }

  /** Each frame is divided by the level that it shows. */
  public static final AirLevels IN_EACH = new AirLevels(Evidence.NOT_LOOKED, List.of(), 0, 0);

  public AirLevels {
    levels = List.copyOf(levels);
  }

  /** Returns one level for all frames, stated by their source. */
  public static AirLevels stated(double level, int frames) {
    return new AirLevels(Evidence.STATION, Collections.nCopies(frames, level), 0, 0);
  }

  /** Returns I₀ of a frame; 0 = the level that it shows, raised by {@link #shift}. */
  public double at(int frame) {
    return levels.isEmpty() ? 0 : levels.get(frame);
  }

  /** Returns whether air was seen or I₀ is stated, so that values can be quantitative. */
  public boolean isMeasured() {
    return evidence != Evidence.INFERRED && evidence != Evidence.UNKNOWN;
  }
}
