package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rotavox.acquisition.border.BorderReading;
import org.rotavox.acquisition.border.PixelCourse;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.intensity.IntensityHeader;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.intensity.IntensityRule;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;

/**
 * What of a run's images is no picture: pixels that the header declares as blanked, and borders
 * that stand still in the images.
 */
final class RunBorder {

  private static final int FRAMES_LOOKED_AT = 24;
  private static final int FRAMES_SAMPLED = 7;

  /** A larger change than this part of the range is more than noise. */
  private static final double STILL = 0.08;

  /** Steps of the grey scale that cannot be distinguished at its dark end. */
  private static final int SAME_STEPS = 4;

  /** Values of the fact {@code border}. */
  enum State {
    /** The image is open to its rim. */
    NONE,
    /** The header declares what is blanked, and the images agree. */
    DECLARED,
    /** The images hold a border that the header does not declare, or not wholly. */
    FOUND,
    /** A sharp edge stands still that may be a border or the object. */
    UNCLEAR
  }

  private final boolean[] blanked;
  private final boolean[] still;
  private final State state;

  private RunBorder(boolean[] blanked, boolean[] still, State state) {
    this.blanked = blanked;
    this.still = still;
    this.state = state;
  }

  /** Returns the pixels to leave out; empty = none. */
  boolean[] blanked() {
    return blanked;
  }

  /**
   * Returns the pixels that hardly change during the run: they do not tell which end of the grey
   * scale is radiation. Empty = not known.
   */
  boolean[] still() {
    return still;
  }

  /** Returns where the blanked pixels are known from. */
  State state() {
    return state;
  }

  /**
   * Looks for borders in some frames.
   *
   * @param declared pixels that the header declares as blanked; empty = none
   * @param forced the reading that the station's configuration prescribes; empty = none
   */
  static RunBorder of(
      StoredFrames stored,
      boolean[] declared,
      IntensityHeader header,
      Optional<IntensityReading> forced,
      Finding finding)
      throws IOException {
    PixelCourse course;
    try {
      course = courseOf(stored, declared, header, forced);
    } catch (DicomFormatException e) {
      return unseen(declared); // what is wrong with the pixels is said by who needs them
    }
    BorderReading reading = BorderReading.of(course);
    reading
        .description()
        .ifPresent(
            text ->
                finding.note(
                    "a border that no attribute declares stands still in the images, and was"
                        + " blanked: %s",
                    text));
    if (reading.unclear()) {
      finding.note(
          "an edge stands still near the rim of the images: a border that no "
              + "attribute declares, or the object; a shutter (0018,1600) in the "
              + "header would decide it");
    }
    boolean[] blanked = union(declared, reading.blanked());
    State state =
        reading.unclear()
            ? State.UNCLEAR
            : reading.blanked().length > 0
                ? State.FOUND
                : declared.length > 0 ? State.DECLARED : State.NONE;
    return new RunBorder(blanked, course.still(STILL), state);
  }

  /** Returns a border that was found before. */
  static RunBorder kept(boolean[] blanked, State state) {
    return new RunBorder(blanked, new boolean[0], state);
  }

  /** Returns what the header declares, of images that were not looked at. */
  static RunBorder unseen(boolean[] declared) {
    return new RunBorder(
        declared, new boolean[0], declared.length > 0 ? State.DECLARED : State.NONE);
  }

  /** The frames in true intensities, as far as they are known before borders are found. */
  private static PixelCourse courseOf(
      StoredFrames stored,
      boolean[] declared,
      IntensityHeader header,
      Optional<IntensityReading> forced)
      throws IOException {
    PixelDescription layout = stored.describe();
    int[] values = new int[layout.pixels()];
    int lowest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (int frame : new int[] {0, stored.count() / 2, stored.count() - 1}) {
      stored.read(frame, values);
      for (int value : values) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    int base = Math.min(0, lowest);
    PixelCourse asStored = course(stored, declared, SAME_STEPS, value -> value - base);
    FrameSample sample = moving(stored, layout, declared, asStored.still(STILL));
    Optional<IntensityScale> scale = IntensityRule.decide(header, sample, forced).scale();
    if (scale.isPresent()) {
      IntensityScale of = scale.get();
      boolean falls = of.intensity(lowest) > of.intensity(highest);
      float dark = of.intensity(falls ? highest : lowest);
      float lighter = of.intensity(falls ? highest - SAME_STEPS : lowest + SAME_STEPS);
      return course(stored, declared, lighter - dark, of::intensity);
    }
    boolean inverted = header.sign().orElse(1) < 0;
    int top = highest;
    return course(
        stored, declared, SAME_STEPS, inverted ? value -> top - value : value -> value - base);
  }

  private static PixelCourse course(
      StoredFrames stored, boolean[] declared, double darkStep, PixelCourse.Intensity intensity)
      throws IOException {
    PixelDescription layout = stored.describe();
    PixelCourse course = new PixelCourse(layout.columns(), layout.rows(), darkStep, declared);
    int[] values = new int[layout.pixels()];
    for (int frame : spread(FRAMES_LOOKED_AT, stored.count())) {
      stored.read(frame, values);
      course.add(values, intensity);
    }
    return course;
  }

  /** A few frames, of which only pixels that change count: borders do not. */
  private static FrameSample moving(
      StoredFrames stored, PixelDescription layout, boolean[] declared, boolean[] still)
      throws IOException {
    FrameSample sample = new FrameSample(layout.columns(), layout.rows());
    boolean[] left = union(declared, aboutTheMiddle(still, layout));
    int[] values = new int[layout.pixels()];
    for (int frame : spread(FRAMES_SAMPLED, stored.count())) {
      stored.read(frame, values);
      sample.add(frame, values, left, still);
    }
    return sample;
  }

  /** Of these pixels those that do not lie in the middle half of the image. */
  private static boolean[] aboutTheMiddle(boolean[] pixels, PixelDescription layout) {
    boolean[] outer = pixels.clone();
    for (int row = layout.rows() / 4; row < layout.rows() - layout.rows() / 4; row++) {
      int from = row * layout.columns() + layout.columns() / 4;
      Arrays.fill(outer, from, from + layout.columns() / 2, false);
    }
    return outer;
  }

  private static int[] spread(int most, int frames) {
    int looks = Math.min(most, frames);
    return IntStream.range(0, looks)
        .map(n -> (int) ((long) n * (frames - 1) / Math.max(1, looks - 1)))
        .toArray();
  }

  private static boolean[] union(boolean[] declared, boolean[] found) {
    if (found.length == 0) {
      return declared;
    }
    boolean[] both = found.clone();
    for (int i = 0; i < declared.length; i++) {
      both[i] |= declared[i];
    }
    return both;
  }
}
