package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The angles of all frames under one reading, and whether a C-arm can have moved so.
 *
 * <p>A row is unwrapped at ±180°. Its roughness is the deviation of each angle from the cubic
 * through its four neighbours: a smooth motion, speeding up and slowing down included, leaves
 * nothing; measuring jitter leaves the same everywhere; a single damaged value stands out.
 */
final class AngleRow {

  static final double SMALLEST_ARC_DEG = 150;
  static final double LARGEST_ARC_DEG = 370;
  static final int FEWEST_FRAMES = 30;
  private static final double STANDING_STILL_DEG = 5;
  private static final double LARGEST_STEP_DEG = 7;
  private static final double LARGEST_REVERSAL_DEG = 1.5;
  private static final double FINEST_TOLERANCE_DEG = 0.01;
  private static final double ROUNDING_SLACK_DEG = 0.5;

  /**
   * Rounding to a unit moves each angle by half of it, and the cubic through its neighbours by 5/6:
   * a smooth row deviates by 4/3 units. A little jitter decides which way a digit falls.
   */
  private static final double ROUNDING_UNITS = 2.01;

  private static final double ROUNDING_UNITS_OF_WHOLE = 1.51;

  private final double[] deg;
  private final boolean summed;
  private final double toleranceDeg;
  private final double medianStepDeg;

  private AngleRow(double[] deg, boolean summed, double extraToleranceDeg) {
    this.deg = deg;
    this.summed = summed;
    this.medianStepDeg = median(steps(deg));
    this.toleranceDeg = Math.max(extraToleranceDeg, jitterTolerance(deg));
  }

  /**
   * Returns the row of these angles.
   *
   * @param raw one for each frame, degrees, wrapped or not
   * @param extraToleranceDeg deviation from the neighbours that is accepted in any case
   */
  static AngleRow of(double[] raw, double extraToleranceDeg) {
    return new AngleRow(unwrap(raw), false, extraToleranceDeg);
  }

  /**
   * Returns the row of these angles, which were summed up from changes: one damaged change then
   * shifts all angles after it, so that the changes must fit each other as well.
   */
  static AngleRow ofSums(double[] raw, double extraToleranceDeg) {
    return new AngleRow(unwrap(raw), true, extraToleranceDeg);
  }

  /** Returns the unwrapped angles; the live array. */
  double[] degrees() {
    return deg;
  }

  List<Double> toList() {
    return Arrays.stream(deg).boxed().toList();
  }

  double sweepDeg() {
    return deg[deg.length - 1] - deg[0];
  }

  double medianDeg() {
    return median(deg);
  }

  double medianStepDeg() {
    return medianStepDeg;
  }

  /** Returns the deviation from the neighbours that counts as jitter of this row, degrees. */
  double toleranceDeg() {
    return toleranceDeg;
  }

  double rangeDeg() {
    return Arrays.stream(deg).max().orElse(0) - Arrays.stream(deg).min().orElse(0);
  }

  /** Returns why this is not a rotation that can be reconstructed; empty if it is one. */
  List<Flaw> rotationFlaws() {
    List<Flaw> flaws = new ArrayList<>();
    double sweep = Math.abs(sweepDeg());
    if (rangeDeg() < STANDING_STILL_DEG) {
      flaws.add(
          new Flaw(
              Flaw.Kind.NOT_ROTATING,
              text("the angle stays within %.1f°: the C-arm does not turn", rangeDeg())));
      return flaws;
    }
    if (sweep < SMALLEST_ARC_DEG - ROUNDING_SLACK_DEG) {
      flaws.add(
          new Flaw(
              Flaw.Kind.ARC_TOO_SMALL,
              text("the arc is %.1f°, at least %.0f° are needed", sweep, SMALLEST_ARC_DEG)));
    }
    if (sweep > LARGEST_ARC_DEG + ROUNDING_SLACK_DEG) {
      flaws.add(
          new Flaw(
              Flaw.Kind.ARC_TOO_LARGE,
              text("the arc would be %.1f°, more than %.0f°", sweep, LARGEST_ARC_DEG)));
    }
    if (deg.length < FEWEST_FRAMES) {
      flaws.add(
          new Flaw(
              Flaw.Kind.TOO_FEW_FRAMES,
              text("%d frames, at least %d are needed", deg.length, FEWEST_FRAMES)));
    }
    reversal().ifPresent(flaws::add);
    if (flaws.stream().noneMatch(f -> f.kind() == Flaw.Kind.NOT_MONOTONE)) {
      stray().ifPresent(flaws::add);
      gap().ifPresent(flaws::add);
    }
    return flaws;
  }

  private Optional<Flaw> reversal() {
    double direction = Math.signum(sweepDeg());
    double allowed =
        Math.min(LARGEST_REVERSAL_DEG, Math.max(toleranceDeg, 0.3 * Math.abs(medianStepDeg)));
    double[] steps = steps(deg);
    int backwards = 0;
    for (int i = 0; i < steps.length; i++) {
      double step = steps[i] * direction;
      if (step < -allowed) {
        return Optional.of(
            new Flaw(
                Flaw.Kind.NOT_MONOTONE,
                text("the angle turns back by %.2f° at frame %d", -step, i + 2)));
      }
      backwards += step < -FINEST_TOLERANCE_DEG ? 1 : 0;
    }
    if (backwards > steps.length / 4) {
      return Optional.of(
          new Flaw(
              Flaw.Kind.NOT_MONOTONE,
              text("the angle turns back in %d of %d steps", backwards, steps.length)));
    }
    return Optional.empty();
  }

  private Optional<Flaw> gap() {
    double largest = Math.max(LARGEST_STEP_DEG, 3 * Math.abs(medianStepDeg));
    double[] steps = steps(deg);
    for (int i = 0; i < steps.length; i++) {
      if (Math.abs(steps[i]) > Math.min(largest, LARGEST_STEP_DEG * 1.5)) {
        return Optional.of(
            new Flaw(
                Flaw.Kind.GAP,
                text(
                    "%.1f° lie between frames %d and %d, the usual step is %.2f°",
                    Math.abs(steps[i]), i + 1, i + 2, Math.abs(medianStepDeg))));
      }
    }
    return Optional.empty();
  }

  /** Returns the first single angle that does not fit its neighbours, if there is one. */
  Optional<Flaw> stray() {
    return summed
        ? AngleRow.of(steps(deg), toleranceDeg).strayValue("change to", 1)
        : strayValue("angle of", 0);
  }

  private Optional<Flaw> strayValue(String what, int shift) {
    int n = deg.length;
    for (int i = 0; i < n && n >= 8; i++) {
      double expected = expected(deg, i);
      if (Math.abs(deg[i] - expected) > toleranceAt(i) && isSmoothWithout(i, expected)) {
        return Optional.of(
            new Flaw(
                Flaw.Kind.STRAY_ANGLE,
                text(
                    "the %s frame %d is %.3f°, its neighbours require %.3f°",
                    what, i + 1 + shift, deg[i], expected)));
      }
    }
    return Optional.empty();
  }

  /** The line through two neighbours is 1.8 times as rough as the cubic through four. */
  private double toleranceAt(int i) {
    boolean atEnd = i == 0 || i == deg.length - 1;
    return atEnd && toleranceDeg > FINEST_TOLERANCE_DEG ? 1.8 * toleranceDeg : toleranceDeg;
  }

  /** Returns true if the row is smooth about frame i once its angle is the expected one. */
  private boolean isSmoothWithout(int i, double expected) {
    double[] mended = deg.clone();
    mended[i] = expected;
    int first = Math.max(0, Math.min(i - 3, deg.length - 7));
    int last = Math.min(deg.length - 1, Math.max(i + 3, 6));
    double slack = toleranceDeg + 0.1 * Math.abs(deg[i] - expected);
    for (int k = first; k <= last; k++) {
      if (k != i && Math.abs(mended[k] - expected(mended, k)) > slack) {
        return false;
      }
    }
    return true;
  }

  /** Returns what the neighbours say about an angle: cubic inside, linear at the ends. */
  private static double expected(double[] a, int i) {
    int n = a.length;
    if (i == 0) {
      return 2 * a[1] - a[2];
    }
    if (i == n - 1) {
      return 2 * a[n - 2] - a[n - 3];
    }
    if (i == 1 || i == n - 2) {
      return (a[i - 1] + a[i + 1]) / 2;
    }
    return (4 * (a[i - 1] + a[i + 1]) - a[i - 2] - a[i + 2]) / 6;
  }

  private static double jitterTolerance(double[] a) {
    if (a.length < 8) {
      return FINEST_TOLERANCE_DEG;
    }
    double[] deviations = new double[a.length - 4];
    for (int i = 2; i < a.length - 2; i++) {
      deviations[i - 2] = Math.abs(a[i] - expected(a, i));
    }
    double sigma = 1.4826 * median(deviations);
    double unit = resolution(a);
    double rounding = (unit == 1 ? ROUNDING_UNITS_OF_WHOLE : ROUNDING_UNITS) * unit;
    return Math.max(FINEST_TOLERANCE_DEG, Math.max(rounding, 6 * sigma));
  }

  /** Returns the unit of the last decimal that the values use: 1, 0.1, 0.01, 0.001 or 0. */
  private static double resolution(double[] a) {
    for (double unit : new double[] {1, 0.1, 0.01, 0.001}) {
      double scale = 1 / unit;
      if (Arrays.stream(a).allMatch(v -> Math.abs(v * scale - Math.rint(v * scale)) < 1e-6)) {
        return unit;
      }
    }
    return 0;
  }

  private static double[] unwrap(double[] raw) {
    double[] out = raw.clone();
    for (int i = 1; i < out.length; i++) {
      double step = raw[i] - out[i - 1];
      out[i] = raw[i] - 360 * Math.rint(step / 360);
    }
    return out;
  }

  private static double[] steps(double[] a) {
    double[] steps = new double[Math.max(0, a.length - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = a[i + 1] - a[i];
    }
    return steps;
  }

  /** Returns the mean of the steps and their standard deviation divided by it. */
  double[] meanStepAndVariation() {
    double[] steps = steps(deg);
    double mean = Arrays.stream(steps).average().orElse(0);
    double variance = Arrays.stream(steps).map(s -> (s - mean) * (s - mean)).average().orElse(0);
    return new double[] {mean, mean == 0 ? 0 : Math.sqrt(variance) / Math.abs(mean)};
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
