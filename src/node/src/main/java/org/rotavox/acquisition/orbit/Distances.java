package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.model.ObstacleCode;

/**
 * Source, isocentre and detector distances: any two of SID (0018,1110), SOD (0018,1111) and
 * magnification SID/SOD (0018,1114) give the third (PS3.3 C.8.7.5). Three that contradict each
 * other are no distances at all.
 *
 * @param sourceToDetectorMm SID
 * @param sourceToIsocenterMm SOD
 */
public record Distances(double sourceToDetectorMm, double sourceToIsocenterMm) {

  private static final double LEAST_TOLERATED_CONTRADICTION = 0.001;
  private static final double MOST_TOLERATED_CONTRADICTION = 0.025;

  private static final double SHORTEST_SOD_MM = 200;
  private static final double LONGEST_SID_MM = 2500;
  private static final double LARGEST_MAGNIFICATION = 3;

  /**
   * What came out of the three values.
   *
   * @param distances empty if they are not known
   * @param code the obstacle; empty if they are known
   * @param sentence why not, in words
   * @param notes what was computed from what
   */
  public record Result(
      Optional<Distances> distances,
      Optional<ObstacleCode> code,
      String sentence,
      List<String> notes) {}

  /** Combines what is known; zero and negative values count as absent. */
  public static Result of(OptionalDouble sid, OptionalDouble sod, OptionalDouble magnification) {
    double d = positive(sid);
    double s = positive(sod);
    double m = positive(magnification);
    List<String> notes = new ArrayList<>();
    if (d > 0 && s > 0 && m > 0) {
      double expected = d / s;
      if (!agree(d, s, m)) {
        return failed(
            ObstacleCode.DISTANCES_CONTRADICT,
            text(
                "SID %.1f mm / SOD %.1f mm is %.4f, the magnification says %.4f",
                d, s, expected, m));
      }
    } else if (d > 0 && m > 0 && s == 0) {
      s = d / m;
      notes.add(text("SOD %.1f mm computed from SID and magnification", s));
    } else if (s > 0 && m > 0 && d == 0) {
      d = s * m;
      notes.add(text("SID %.1f mm computed from SOD and magnification", d));
    } else if (d == 0 || s == 0) {
      return failed(
          ObstacleCode.DISTANCES_MISSING,
          "two of SID, SOD and magnification are needed, "
              + (d > 0
                  ? text("there is only SID %.1f mm", d)
                  : s > 0
                      ? text("there is only SOD %.1f mm", s)
                      : m > 0 ? text("there is only magnification %.3f", m) : "there is none"));
    }
    if (s < SHORTEST_SOD_MM || d > LONGEST_SID_MM || d <= s || d / s > LARGEST_MAGNIFICATION) {
      return failed(
          ObstacleCode.DISTANCES_IMPLAUSIBLE,
          text("no C-arm has SID %.1f mm and SOD %.1f mm", d, s));
    }
    return new Result(Optional.of(new Distances(d, s)), Optional.empty(), "", notes);
  }

  /** Returns true if a magnification is that of these distances, as far as it is written. */
  public static boolean agree(
      double sourceToDetectorMm, double sourceToIsocenterMm, double magnification) {
    return Math.abs(magnification * sourceToIsocenterMm / sourceToDetectorMm - 1)
        <= tolerated(magnification);
  }

  /** A magnification that is rounded to one or two decimals may be off by its last one. */
  private static double tolerated(double magnification) {
    double unit = 1;
    for (int decimals = 0; decimals < 3; decimals++) {
      double scaled = magnification / unit;
      if (Math.abs(scaled - Math.rint(scaled)) < 1e-6) {
        break;
      }
      unit /= 10;
    }
    return Math.min(
        MOST_TOLERATED_CONTRADICTION,
        Math.max(LEAST_TOLERATED_CONTRADICTION, unit / magnification));
  }

  private static double positive(OptionalDouble value) {
    double v = value.orElse(0);
    return v > 0 && Double.isFinite(v) ? v : 0;
  }

  private static Result failed(ObstacleCode code, String sentence) {
    return new Result(Optional.empty(), Optional.of(code), sentence, List.of());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
