package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.quirk.Quirk;
import org.rotavox.dataset.DataSet;

/**
 * The table of private elements that hold angles of a motion which the standard's attributes do not
 * have. No public source says about which axis, or which way, so that such a run is never
 * reconstructed on them: it is held, naming the element.
 */
enum PrivateAngles implements Quirk {
  GE_L_ARM_INCREMENTS(0x97, "the L arm"),
  GE_PIVOT_INCREMENTS(0x98, "the pivot"),
  GE_C_ARM_INCREMENTS(0x99, "the C arm");

  private static final double LEAST_ARC_DEG = 150;

  private static final int FEWEST_FRAMES = 30;

  private final int number;
  private final String axis;

  PrivateAngles(int number, String axis) {
    this.number = number;
    this.axis = axis;
  }

  private PrivateElement element() {
    return new PrivateElement("GEMS_DL_IMG_01", 0x0019, number);
  }

  /** What was found: the row, and the arc if the values are offsets or angles. */
  record Found(PrivateAngles row, OptionalDouble arcDeg) {}

  /**
   * Returns the element that says that the arm turns by the arc of a rotational run; empty if none
   * does.
   *
   * @param frames number of frames of the run
   */
  static Optional<Found> of(DataSet header, int frames) {
    return frames < FEWEST_FRAMES
        ? Optional.empty()
        : Arrays.stream(values()).flatMap(row -> row.found(header, frames).stream()).findFirst();
  }

  private Optional<Found> found(DataSet header, int frames) {
    double[] values = element().numbers(header);
    if (values.length == 1) {
      return Math.abs(values[0]) * (frames - 1) >= LEAST_ARC_DEG
          ? Optional.of(new Found(this, OptionalDouble.empty()))
          : Optional.empty();
    }
    if (values.length < 2) {
      return Optional.empty();
    }
    double range = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    double sum = Math.abs(Arrays.stream(values).sum());
    // Changes from frame to frame: many small ones of one sign.
    boolean changes = range < LEAST_ARC_DEG / 10 && sum >= LEAST_ARC_DEG && values[0] == 0;
    return range >= LEAST_ARC_DEG || changes
        ? Optional.of(new Found(this, changes ? OptionalDouble.empty() : OptionalDouble.of(range)))
        : Optional.empty();
  }

  /** Returns the tag as people write it. */
  String tag() {
    return String.format(Locale.ROOT, "(0019,xx%02X)", number);
  }

  /** Returns what an obstacle says. */
  String sentence() {
    return "the positioner angles are constant; the angles of "
        + axis
        + " are only in the private element "
        + element().inWords()
        + ", whose axis and direction no public source documents";
  }

  @Override
  public String condition() {
    return "the positioner angles do not turn, and " + element().inWords() + " spans 150° or more";
  }

  @Override
  public String meaning() {
    return "a spin of "
        + axis
        + " that is not read: held (`ANGLES_PRIVATE`) until a side-car gives it";
  }

  @Override
  public String source() {
    return "GE conformance statement 5173574-2-100 rev 2; names in the dictionary of pydicom";
  }
}
