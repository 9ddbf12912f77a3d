package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.model.ObstacleCode;

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

  /** What no place of the isocentre explains is no matter of the isocentre. */
  private static final double LARGEST_MISFIT_ANYWHERE = 0.2;

  private static final double AGREEING_MISFIT = 0.1;
  private static final double CLEARLY_LESS = 0.4;
  private static final double NOTABLE_MISFIT = 0.03;

  /** Where else than stated the isocentre may project to, so that this is not taken for more. */
  private static final double SHIFT_STEP_MM = 1.5;

  private static final int SHIFTS = 9;
  private static final int UNSHIFTED = SHIFTS / 2;

  private final int columns;
  private final int rows;
  private final List<List<Integer>> spotsOfFrame = new ArrayList<>();
  private final List<Spot> spots = new ArrayList<>();
  private final double[][] attenuation;
  private final double[][] mirrored;
  private final double[] noise;
  private final double shiftColumns;
  private final double shiftRows;

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
    this.attenuation = new double[SHIFTS][spots.size()];
    this.mirrored = new double[SHIFTS][spots.size()];
    this.noise = new double[spots.size()];
    double step = SHIFT_STEP_MM / trajectory.detector().columnSpacingMm();
    this.shiftColumns = map.cc() * step;
    this.shiftRows = map.rc() * step;
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
      noise[index] = reading.variance(spot.column(), spot.row());
      for (int k = 0; k < SHIFTS; k++) {
        double dc = (k - UNSHIFTED) * shiftColumns;
        double dr = (k - UNSHIFTED) * shiftRows;
        attenuation[k][index] = reading.attenuation(spot.column() + dc, spot.row() + dr);
        mirrored[k][index] =
            reading.attenuation(spot.mirroredColumn() + dc, spot.mirroredRow() + dr);
      }
    }
  }

  /**
   * What the pairs say.
   *
   * @param pairs how many lines were measured twice
   * @param stated how well they agree with the geometry as it stands
   * @param given the same, wherever near the isocentre projects to
   * @param mirrored the same if the rotation ran the other way
   * @param bestShiftMm how far along the columns of the trajectory's image that place is
   * @param spread standard deviation of the attenuation of all these rays
   */
  private record Result(
      int pairs,
      RayAgreement stated,
      RayAgreement given,
      RayAgreement mirrored,
      double bestShiftMm,
      double spread) {

    boolean otherWay() {
      return given.isClearlyWorseThan(mirrored);
    }
  }

  private Result result() {
    double unrelated = RayAgreement.unrelated(attenuation[UNSHIFTED]);
    double ofPair = 2 * Arrays.stream(noise).average().orElse(0) / unrelated;
    List<RayAgreement> given =
        Arrays.stream(attenuation).map(a -> RayAgreement.of(a, unrelated, ofPair)).toList();
    List<RayAgreement> other =
        Arrays.stream(mirrored).map(a -> RayAgreement.of(a, unrelated, ofPair)).toList();
    int best = UNSHIFTED;
    for (int k = 0; k < SHIFTS; k++) {
      best = given.get(k).misfit() < given.get(best).misfit() ? k : best;
    }
    return new Result(
        count(),
        given.get(UNSHIFTED),
        RayAgreement.best(given),
        RayAgreement.best(other),
        (best - UNSHIFTED) * SHIFT_STEP_MM,
        Math.sqrt(unrelated / 2));
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
    double misfit = r.stated().ofRarerSign().beyondNoise();
    double anywhere = r.given().ofRarerSign().beyondNoise();
    if (otherWay || misfit > LARGEST_MISFIT || anywhere > LARGEST_MISFIT_ANYWHERE) {
      String contradiction = contradiction(r, otherWay);
      if (overruled && !otherWay) {
        finding.note("%s; the station entry overrules them", contradiction);
      } else {
        finding.obstacle(ObstacleCode.IMAGES_CONTRADICT, contradiction);
      }
      return;
    }
    finding.note(
        "%d lines through the object are seen from both sides, and differ by %.1f %% of what"
            + " unrelated lines do: the images %s the angles",
        r.pairs(),
        100 * r.stated().misfit(),
        misfit < AGREEING_MISFIT ? "agree with" : "do not contradict");
    String elsewhere = elsewhere(r);
    if (!elsewhere.isEmpty() && misfit > NOTABLE_MISFIT) {
      finding.note(
          "these lines %s: station entry: isocenterColumnOffsetMm, or isocenterRowOffsetMm where"
              + " the secondary angle turns",
          elsewhere);
    }
    if (r.stated().changes()) {
      boolean grows = r.stated().grows();
      finding.note(
          "seen later, these lines attenuate %s (by %.1f %%): contrast %s during the run",
          grows ? "more" : "less",
          100 * r.stated().all().beyondNoise(),
          grows ? "arrived" : "left");
    }
  }

  private static String contradiction(Result r, boolean otherWay) {
    boolean byAll = otherWay && !r.given().isClearlyWorseByRarerSign(r.mirrored());
    RayAgreement given = otherWay ? r.given() : r.stated();
    return String.format(
        Locale.ROOT,
        "%d lines through the object are seen from both sides, and differ by %.1f %% of what"
            + " unrelated lines do; %s",
        r.pairs(),
        100 * (byAll ? given.all().whole() : given.misfit()),
        otherWay
            ? String.format(
                Locale.ROOT,
                "by %.1f %% if the rotation ran the other way, or the images were mirrored",
                100 * (byAll ? r.mirrored().all().whole() : r.mirrored().misfit()))
            : "angles, distances, pixel spacing or the place of the isocentre cannot be right"
                + (elsewhere(r).isEmpty() ? "" : "; they " + elsewhere(r)));
  }

  private static String elsewhere(Result r) {
    return r.given().misfit() < CLEARLY_LESS * r.stated().misfit()
        ? String.format(
            Locale.ROOT,
            "would differ by %.1f %% if the isocentre projected %+.1f mm along the rotation",
            100 * r.given().misfit(),
            r.bestShiftMm())
        : "";
  }

  private static String silence(Result r) {
    if (r.pairs() < FEWEST_PAIRS) {
      return "hardly any line is seen from both sides";
    }
    return r.spread() < LEAST_SPREAD ? "they hold too little contrast" : "no air beside the object";
  }
}
