package org.rotavox.acquisition.border;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds where a border ends on the way from the image's rim inwards.
 *
 * <p>A darker border is one that no frame ever lights up: it is told from the object by its sharp
 * edge in a picture of what each pixel shows at its brightest. Only what stands still has a sharp
 * edge there. A brighter border may be air beside an object that hardly moves: it counts only where
 * its value never changes, or where still air lies beside it.
 */
final class EdgeWalk {

  /** Within so many pixels a border passes into the picture: a ramp of three, seen aslant. */
  static final int REACH = 6;

  /** The picture's level is the median of so many pixels behind these. */
  private static final int PLATEAU = 5;

  private static final double DEEPEST = 0.45;
  private static final double CERTAIN_RATIO = 3;
  private static final double NOTABLE_RATIO = 1.5;
  private static final double RATIO_OF_FIXED = 1.08;
  private static final double RATIO_BESIDE_DECLARED = 1.2;
  private static final double FLAT = 1.6;
  private static final double SOFT = 2.5;
  private static final double SHARP = 0.8;
  private static final double LAST_OF_BEST = 0.85;
  private static final double AS_INSIDE = 0.9;
  private static final double STILL = 1.2;

  /** Air changes less over a few pixels than this, and than this part of the edge beside it. */
  private static final double EVEN = 0.06;

  private static final double EVEN_PART = 0.2;

  private static final int AIR_PIXELS = 3;

  private final PixelCourse course;
  private final Polarity polarity;
  private final ImageWay way;
  private final double[] level;

  private EdgeWalk(PixelCourse course, Polarity polarity, ImageWay way) {
    this.course = course;
    this.polarity = polarity;
    this.way = way;
    this.level = new double[way.length()];
    for (int n = 0; n < level.length; n++) {
      level[n] = polarity.level(course, way.pixel(n));
    }
  }

  /** Returns the edge of a border that reaches the beginning of the way; empty if there is none. */
  static Optional<EdgeStep> find(PixelCourse course, Polarity polarity, ImageWay way) {
    return new EdgeWalk(course, polarity, way).find();
  }

  private Optional<EdgeStep> find() {
    int most = (int) Math.min(level.length - REACH - PLATEAU, DEEPEST * level.length);
    if (way.besideDeclared()) {
      most = Math.min(most, REACH);
    }
    int fixed = fixedPixels(most);
    if (fixed > 0 && fixed < most && endsAtOnce(fixed - 1)) {
      return step(fixed - 1);
    }
    double sum = 0;
    for (int n = 0; n < most; n++) {
      sum += level[n];
      if (level[n] > SOFT * sum / (n + 1)) {
        return Optional.empty();
      }
      if (rise(n) >= Math.log(leastRatio(false))) {
        return step(last(n, most));
      }
    }
    return Optional.empty();
  }

  /** Returns how many pixels from the beginning on have one value in all frames. */
  private int fixedPixels(int most) {
    int n = 0;
    while (n < most && isFixed(n)) {
      n++;
    }
    return n;
  }

  /**
   * Padding ends at once. Where an object is cut off at the end of the grey scale, or has the same
   * values in all frames since there is no noise, the picture goes on to change behind.
   */
  private boolean endsAtOnce(int last) {
    double near = Math.log(level[last + REACH - 1] / level[last]);
    if (near < Math.log(RATIO_OF_FIXED) || !pictureChanges(last)) {
      return false;
    }
    int further = Math.min(last + REACH, level.length - REACH - PLATEAU);
    double beyond = Math.log(plateau(further) / level[last + REACH - 1]);
    return near >= 2 * Math.abs(beyond) || isFullyLit(last);
  }

  /** Whether the picture behind has noise or moves: else one value in all frames says nothing. */
  private boolean pictureChanges(int last) {
    int changing = 0;
    for (int n = last + REACH; n < last + REACH + PLATEAU; n++) {
      changing += course.isFixed(way.pixel(n)) ? 0 : 1;
    }
    return 2 * changing > PLATEAU;
  }

  /** The brightest value there can be: padding, or air that is too bright for the detector. */
  private boolean isFullyLit(int n) {
    int value = course.stored(way.pixel(n));
    boolean allOnes = value > 0 && (value & (value + 1)) == 0;
    return polarity == Polarity.BRIGHTER && (allOnes || value == 0);
  }

  private double leastRatio(boolean fixed) {
    if (fixed || polarity == Polarity.BRIGHTER) {
      return RATIO_OF_FIXED;
    }
    return way.besideDeclared() ? RATIO_BESIDE_DECLARED : NOTABLE_RATIO;
  }

  /** The logarithm of how much brighter the picture is a few pixels further in. */
  private double rise(int n) {
    return Math.log(plateau(n) / level[n]);
  }

  private double plateau(int n) {
    double[] behind = Arrays.copyOfRange(level, n + REACH, n + REACH + PLATEAU);
    Arrays.sort(behind);
    return behind[PLATEAU / 2];
  }

  /**
   * The last pixel that is as dark as those before, and from which the rise is as good as the
   * largest one before it first falls.
   */
  private int last(int first, int most) {
    double sum = 0;
    for (int n = 0; n <= first; n++) {
      sum += level[n];
    }
    double best = rise(first);
    int last = first;
    while (last + 1 < most
        && rise(last + 1) >= LAST_OF_BEST * best
        && level[last + 1] <= FLAT * sum / (last + 1)) {
      last++;
      sum += level[last];
      best = Math.max(best, rise(last));
    }
    return last;
  }

  private Optional<EdgeStep> step(int outside) {
    double outer = 0;
    boolean fixed = true;
    for (int n = 0; n <= outside; n++) {
      outer += level[n] / (outside + 1);
      fixed &= isFixed(n);
    }
    double inner = plateau(outside);
    double ratio = inner / outer;
    boolean sharp = rise(outside) >= SHARP * Math.log(ratio) && level[outside] <= FLAT * outer;
    if (!sharp) {
      return Optional.empty();
    }
    boolean certain = isCertain(outside, ratio, fixed);
    if (!certain && polarity == Polarity.BRIGHTER && !(fixed && isFullyLit(0))) {
      return Optional.empty();
    }
    int inside = outside + 1;
    while (inside < outside + REACH && level[inside] < AS_INSIDE * inner) {
      inside++;
    }
    return Optional.of(
        new EdgeStep(
            way.first() + outside,
            way.first() + inside,
            outer,
            inner,
            fixed ? OptionalInt.of(course.stored(way.pixel(0))) : OptionalInt.empty(),
            certain));
  }

  private boolean isCertain(int outside, double ratio, boolean fixed) {
    if (polarity == Polarity.BRIGHTER) {
      return ratio >= RATIO_OF_FIXED && besideStillAir(outside);
    }
    boolean told = way.besideDeclared() || (fixed && endsAtOnce(outside));
    return ratio >= (told ? leastRatio(fixed) : CERTAIN_RATIO);
  }

  /** The same stored value in all frames, and at all pixels so far. */
  private boolean isFixed(int n) {
    int pixel = way.pixel(n);
    return course.isFixed(pixel) && course.stored(pixel) == course.stored(way.pixel(0));
  }

  /** A few pixels of the same brightness, in all frames, where the border ends at once. */
  private boolean besideStillAir(int outside) {
    int most = Math.min(outside + REACH + 1, level.length - AIR_PIXELS);
    for (int n = outside + 1; n <= most; n++) {
      float step = course.bright(way.pixel(outside)) - course.bright(way.pixel(n));
      if (step > course.floor() && isStillAir(n, Math.log(level[n] / level[outside]))) {
        return true;
      }
    }
    return false;
  }

  private boolean isStillAir(int from, double rise) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    double darkest = Double.POSITIVE_INFINITY;
    for (int n = from; n < from + AIR_PIXELS; n++) {
      low = Math.min(low, course.bright(way.pixel(n)));
      high = Math.max(high, course.bright(way.pixel(n)));
      darkest = Math.min(darkest, course.dark(way.pixel(n)));
    }
    return rise >= Math.log(RATIO_OF_FIXED)
        && Math.log(high / low) <= Math.min(EVEN, EVEN_PART * rise)
        && high <= STILL * darkest;
  }
}
