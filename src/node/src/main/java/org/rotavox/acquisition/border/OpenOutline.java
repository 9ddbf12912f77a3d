package org.rotavox.acquisition.border;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The outline of what a border leaves open. Blades, shutters, round and cut corners leave a convex
 * region; so the outline is the convex hull of the pixels that are not as the border is, and of
 * that hull those straight parts count that the ways from the rim confirm. Dark things in the
 * object do not end in a sharp edge along a straight outline, view for view.
 */
final class OpenOutline {

  private static final double CONFIRMED = 0.4;

  /** An edge lies so many pixels outside of the outline at most, or inside. */
  private static final int NEAR = 4;

  /** Parts of a curve are judged together with neighbours that turn less: cos 30°. */
  private static final double ONE_CURVE = 0.866;

  /** Blanked beyond what looks like the border. */
  private static final double WIDENED = 1;

  private final PixelCourse course;
  private final List<OutlinePart> parts = new ArrayList<>();

  private OpenOutline(PixelCourse course, Polarity polarity) {
    this.course = course;
    RimSteps steps = RimSteps.of(course, polarity);
    List<EdgeStep> measuring = steps.measuring();
    if (measuring.isEmpty()) {
      return;
    }
    List<OpenPixels.Place> hull = OpenPixels.of(course, polarity, between(measuring)).hull();
    if (hull.size() < 3) {
      return;
    }
    for (int n = 0; n < hull.size(); n++) {
      parts.add(new OutlinePart(hull.get(n), hull.get((n + 1) % hull.size())));
    }
    for (RimSteps.Side side : RimSteps.Side.values()) {
      List<Optional<EdgeStep>> found = steps.from(side);
      for (int line = 0; line < found.size(); line++) {
        compare(side, line, steps.declared(side, line), found.get(line));
      }
    }
  }

  static OpenOutline of(PixelCourse course, Polarity polarity) {
    return new OpenOutline(course, polarity);
  }

  /** The level between a border and the darkest tenth of what lies beside it. */
  private static double between(List<EdgeStep> steps) {
    double[] outer = steps.stream().mapToDouble(EdgeStep::outer).sorted().toArray();
    double[] inner = steps.stream().mapToDouble(EdgeStep::inner).sorted().toArray();
    return Math.sqrt(outer[outer.length / 2] * inner[inner.length / 10]);
  }

  private void compare(RimSteps.Side side, int line, int start, Optional<EdgeStep> found) {
    int length = side.alongRows() ? course.columns() : course.rows();
    int n = start;
    while (n < length && outermost(side, line, n, length) > 1e-6) {
      n++;
    }
    if (n == length || n == start) {
      return;
    }
    OutlinePart part = crossed(side, line, n, length);
    if (!part.isCrossedFrom(side)) {
      return;
    }
    int entered = n;
    Optional<EdgeStep> fitting =
        found.filter(step -> step.outside() <= entered + 1 && entered - step.outside() <= NEAR);
    if (fitting.isPresent()) {
      part.confirm(fitting.get().certain(), Math.max(0, fitting.get().inside() - entered));
    } else {
      part.cross();
    }
  }

  private static double column(RimSteps.Side side, int line, int n, int length) {
    return switch (side) {
      case LEFT -> n;
      case RIGHT -> length - 1 - n;
      case UPPER, LOWER -> line;
    };
  }

  private static double row(RimSteps.Side side, int line, int n, int length) {
    return switch (side) {
      case LEFT, RIGHT -> line;
      case UPPER -> n;
      case LOWER -> length - 1 - n;
    };
  }

  /** Returns how far a pixel lies outside of the whole hull; not positive if inside. */
  private double outermost(RimSteps.Side side, int line, int n, int length) {
    double most = Double.NEGATIVE_INFINITY;
    for (OutlinePart part : parts) {
      most =
          Math.max(most, part.outside(column(side, line, n, length), row(side, line, n, length)));
    }
    return most;
  }

  /** Returns the part through which a way enters: the nearest one at the first pixel inside. */
  private OutlinePart crossed(RimSteps.Side side, int line, int n, int length) {
    OutlinePart nearest = parts.get(0);
    double least = Double.NEGATIVE_INFINITY;
    for (OutlinePart part : parts) {
      double before =
          part.outside(column(side, line, n - 1, length), row(side, line, n - 1, length));
      if (before > least) {
        least = before;
        nearest = part;
      }
    }
    return nearest;
  }

  /** What the ways from the rim say of one part of the outline, its curve taken together. */
  private enum Verdict {
    BORDER,
    UNCLEAR,
    OBJECT
  }

  private Verdict verdict(int index) {
    int crossed = 0;
    int certain = 0;
    int possible = 0;
    for (int reach = 0; reach < parts.size() && crossed < OutlinePart.ENOUGH; reach++) {
      boolean any = false;
      for (int n : reach == 0 ? new int[] {index} : new int[] {index - reach, index + reach}) {
        OutlinePart part = parts.get(Math.floorMod(n, parts.size()));
        if (part.cosine(parts.get(index)) >= ONE_CURVE) {
          any = true;
          crossed += part.crossed();
          certain += part.certain();
          possible += part.possible();
        }
      }
      if (!any) {
        break;
      }
    }
    if (crossed < OutlinePart.ENOUGH / 2) {
      return Verdict.OBJECT;
    }
    if (certain >= CONFIRMED * crossed) {
      return Verdict.BORDER;
    }
    return possible >= CONFIRMED * crossed && crossed >= OutlinePart.ENOUGH
        ? Verdict.UNCLEAR
        : Verdict.OBJECT;
  }

  /** Returns true if a sharp edge stands still that may be a border or the object. */
  boolean isUnclear() {
    for (int n = 0; n < parts.size(); n++) {
      if (verdict(n) == Verdict.UNCLEAR) {
        return true;
      }
    }
    return false;
  }

  /** Marks the pixels of the border, its ramp, and one pixel more. */
  void mark(boolean[] blanked) {
    for (int n = 0; n < parts.size(); n++) {
      if (verdict(n) == Verdict.BORDER) {
        mark(parts.get(n), blanked);
      }
    }
  }

  private void mark(OutlinePart part, boolean[] blanked) {
    double inside = -(rampOf(part) + WIDENED) + 1e-6;
    for (int row = 0; row < course.rows(); row++) {
      for (int column = 0; column < course.columns(); column++) {
        blanked[row * course.columns() + column] |= part.outside(column, row) > inside;
      }
    }
  }

  /** The usual ramp of the parts that were confirmed: that of a single way may be the object's. */
  private double rampOf(OutlinePart part) {
    double[] ramps =
        parts.stream()
            .filter(other -> other.possible() > 0 && other.cosine(part) >= ONE_CURVE)
            .mapToDouble(OutlinePart::ramp)
            .toArray();
    Arrays.sort(ramps);
    return ramps.length == 0 ? 0 : ramps[ramps.length / 2];
  }
}
