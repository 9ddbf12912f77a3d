package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;

/**
 * Do the images confirm the geometry? The line through two source positions is measured twice: once
 * from either side. Where it hits both detectors, both images must show the same attenuation there,
 * whatever the object is; nothing else is assumed. An arc of more than 180° has such pairs, unless
 * the orbit is tilted so much that the lines miss the detectors.
 *
 * <p>This notices a rotation that runs the other way, a wrong step, distance or spacing along the
 * rotation. It cannot notice what leaves all lines where they are: another first angle, another row
 * spacing.
 *
 * <p>Contrast that arrives between the two measurements makes the later one larger, contrast that
 * leaves makes it smaller: always the same way. Wrong geometry makes it larger here and smaller
 * there. So only the differences of the rarer sign count; the others are said.
 */
final class OppositeRays {

  /** One line: where two frames show it, in stored pixels; the mirrored place is for comparison. */
  private record Pair(Spot one, Spot other) {}

  private record Spot(
      int frame, double column, double row, double mirroredColumn, double mirroredRow) {}

  private static final int MOST_PAIRS = 3000;
  private static final int FEWEST_PAIRS = 20;
  private static final double LEAST_SPREAD = 0.05;
  private static final double LARGEST_MISFIT = 0.3;
  private static final double NOTABLE_MISFIT = 0.015;
  private static final double CLEARLY_BETTER = 3;
  private static final double CLEARLY_BETTER_WITH_NOISE = 1.5;

  private final int columns;
  private final int rows;
  private final List<List<Integer>> spotsOfFrame = new ArrayList<>();
  private final List<Spot> spots = new ArrayList<>();
  private final double[] attenuation;
  private final double[] mirrored;
  private final double[] noise;

  /**
   * @param trajectory in terms of the images that {@code map} makes of the stored ones
   * @param map from the stored image to the trajectory's
   * @param columns of the stored image
   * @param rows of the stored image
   */
  OppositeRays(Trajectory trajectory, PixelMap map, int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    for (int i = 0; i < trajectory.views(); i++) {
      spotsOfFrame.add(new ArrayList<>());
    }
    List<Pair> pairs = pairs(trajectory, map);
    int stride = Math.max(1, (pairs.size() + MOST_PAIRS - 1) / MOST_PAIRS);
    for (int i = 0; i < pairs.size(); i += stride) {
      add(pairs.get(i).one());
      add(pairs.get(i).other());
    }
    this.attenuation = new double[spots.size()];
    this.mirrored = new double[spots.size()];
    this.noise = new double[spots.size()];
  }

  private void add(Spot spot) {
    spotsOfFrame.get(spot.frame()).add(spots.size());
    spots.add(spot);
  }

  int count() {
    return spots.size() / 2;
  }

  private static List<Pair> pairs(Trajectory trajectory, PixelMap map) {
    List<Vector3> sources = trajectory.matrices().stream().map(ProjectionMatrix::source).toList();
    List<Pair> pairs = new ArrayList<>();
    int views = trajectory.views();
    int stride = Math.max(1, views / 128);
    for (int i = 0; i < views; i += stride) {
      for (int j = i + 1; j < views; j++) {
        if (sources.get(i).dot(sources.get(j)) < 0) {
          Spot one = spot(trajectory, map, i, sources.get(j));
          Spot other = spot(trajectory, map, j, sources.get(i));
          if (one != null && other != null) {
            pairs.add(new Pair(one, other));
          }
        }
      }
    }
    return pairs;
  }

  private static @org.jspecify.annotations.Nullable Spot spot(
      Trajectory trajectory, PixelMap map, int view, Vector3 otherSource) {
    ProjectionMatrix m = trajectory.matrices().get(view);
    double c = m.column(otherSource);
    double r = m.row(otherSource);
    boolean inside =
        m.depth(otherSource) > 0
            && c >= 2
            && c <= trajectory.detector().columns() - 3
            && r >= 2
            && r <= trajectory.detector().rows() - 3;
    if (!inside) {
      return null;
    }
    double back = 2 * m.column(Vector3.ORIGIN) - c;
    return new Spot(
        view,
        map.cc() * c + map.cr() * r + map.c0(),
        map.rc() * c + map.rr() * r + map.r0(),
        map.cc() * back + map.cr() * r + map.c0(),
        map.rc() * back + map.rr() * r + map.r0());
  }

  /** Takes from a frame what is needed of it. */
  void take(int frame, int[] values, IntensityScale scale) {
    List<Integer> wanted = spotsOfFrame.get(frame);
    if (wanted.isEmpty()) {
      return;
    }
    RayReading reading = RayReading.of(values, columns, rows, scale);
    for (int index : wanted) {
      Spot spot = spots.get(index);
      attenuation[index] = reading.attenuation(spot.column(), spot.row());
      mirrored[index] = reading.attenuation(spot.mirroredColumn(), spot.mirroredRow());
      noise[index] = reading.variance(spot.column(), spot.row());
    }
  }

  /**
   * What the pairs say. Misfits are root mean squares of differences over that of rays that have
   * nothing to do with each other: 0 = the images confirm the geometry, 1 = they know nothing of
   * it.
   *
   * @param pairs how many lines were measured twice
   * @param given misfits of the geometry
   * @param mirrored the same if the rotation ran the other way
   * @param spread standard deviation of the attenuation of all these rays
   */
  record Result(int pairs, Misfit given, Misfit mirrored, double spread) {

    /** True if the images agree clearly better with a rotation that ran the other way. */
    boolean otherWay() {
      return byRarerSign() || isClearlyBetter(mirrored.all(), given.all());
    }

    boolean byRarerSign() {
      return isClearlyBetter(mirrored.ofRarerSign(), given.ofRarerSign());
    }

    private static boolean isClearlyBetter(Size a, Size b) {
      boolean asMeasured = b.whole() > NOTABLE_MISFIT && a.whole() * CLEARLY_BETTER < b.whole();
      boolean beyondNoise =
          b.beyondNoise() > NOTABLE_MISFIT
              && a.beyondNoise() * CLEARLY_BETTER < b.beyondNoise()
              && a.whole() * CLEARLY_BETTER_WITH_NOISE < b.whole();
      return asMeasured || beyondNoise;
    }
  }

  Result result() {
    double mean = Arrays.stream(attenuation).average().orElse(0);
    double variance =
        Arrays.stream(attenuation).map(p -> (p - mean) * (p - mean)).average().orElse(0);
    double unrelated = Math.max(1e-18, 2 * variance);
    double noiseOfPair = 2 * Arrays.stream(noise).average().orElse(0) / unrelated;
    return new Result(
        count(),
        Misfit.of(attenuation, unrelated, noiseOfPair),
        Misfit.of(mirrored, unrelated, noiseOfPair),
        Math.sqrt(variance));
  }

  /**
   * A root mean square.
   *
   * @param whole as measured
   * @param beyondNoise what is left of it when the noise of the pixels is taken off
   */
  private record Size(double whole, double beyondNoise) {

    static Size of(double meanSquare, double noise) {
      return new Size(Math.sqrt(meanSquare), Math.sqrt(Math.max(0, meanSquare - noise)));
    }
  }

  /**
   * How much the two measurements of each line differ.
   *
   * @param ofRarerSign of those differences, later minus earlier, whose sign is the rarer one,
   *     counted twice
   * @param all of all differences
   * @param grows true if most of the differences is more attenuation later
   */
  private record Misfit(Size ofRarerSign, Size all, boolean grows) {

    static Misfit of(double[] values, double unrelated, double noise) {
      double more = 0;
      double less = 0;
      for (int i = 0; i + 1 < values.length; i += 2) {
        double d = values[i + 1] - values[i];
        more += d > 0 ? d * d : 0;
        less += d < 0 ? d * d : 0;
      }
      double unit = Math.max(1, values.length / 2) * unrelated;
      return new Misfit(
          Size.of(2 * Math.min(more, less) / unit, noise),
          Size.of((more + less) / unit, noise),
          more > less);
    }
  }

  /**
   * Adds what the pairs say to the findings: an obstacle where the images contradict the geometry.
   *
   * @param truncated true if no air is in the picture to compare the frames' doses by
   * @param overruled true if somebody who knows the station has said that its geometry holds: then
   *     rays that differ are a note; a rotation that fits better the other way stays an obstacle
   */
  void judge(boolean truncated, boolean overruled, Finding finding) {
    Result r = result();
    if (r.pairs() < FEWEST_PAIRS || r.spread() < LEAST_SPREAD || truncated) {
      finding.note("the images neither confirm nor contradict the angles: %s", silence(r));
      return;
    }
    boolean otherWay = r.otherWay();
    double misfit = r.given().ofRarerSign().beyondNoise();
    if (otherWay || misfit > LARGEST_MISFIT) {
      String contradiction = contradiction(r, otherWay);
      if (overruled && !otherWay) {
        finding.note("%s; the station entry overrules them", contradiction);
      } else {
        finding.obstacle(
            "IMAGES_CONTRADICT",
            Tag.PositionerPrimaryAngleIncrement,
            contradiction,
            "compare the angles with the station's own display; station entry: angleReading,"
                + " columnSpacingMm, isocenterColumnOffsetMm; overridesHeader: true if the geometry"
                + " is known to be right");
      }
      return;
    }
    finding.note(
        "%d lines through the object are seen from both sides, and differ by %.1f %% of what"
            + " unrelated lines do: the images agree with the angles",
        r.pairs(), 100 * r.given().ofRarerSign().whole());
    double change = r.given().all().beyondNoise();
    if (change > Math.max(NOTABLE_MISFIT, CLEARLY_BETTER * r.given().ofRarerSign().whole())) {
      boolean grows = r.given().grows();
      finding.note(
          "seen later, these lines attenuate %s (by %.1f %%): contrast %s during the run",
          grows ? "more" : "less", 100 * change, grows ? "arrived" : "left");
    }
  }

  private static String contradiction(Result r, boolean otherWay) {
    boolean byRarer = !otherWay || r.byRarerSign();
    Size given = byRarer ? r.given().ofRarerSign() : r.given().all();
    Size mirrored = byRarer ? r.mirrored().ofRarerSign() : r.mirrored().all();
    return String.format(
        Locale.ROOT,
        "%d lines through the object are seen from both sides, and differ by %.1f %% of what"
            + " unrelated lines do; %s",
        r.pairs(),
        100 * given.whole(),
        otherWay
            ? String.format(
                Locale.ROOT,
                "by %.1f %% if the rotation ran the other way, or the images were mirrored",
                100 * mirrored.whole())
            : "angles, distances, pixel spacing or the place of the isocentre cannot be right");
  }

  private static String silence(Result r) {
    if (r.pairs() < FEWEST_PAIRS) {
      return "hardly any line is seen from both sides";
    }
    return r.spread() < LEAST_SPREAD ? "they hold too little contrast" : "no air beside the object";
  }
}
