package org.rotavox.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody probably meant: the valid name with the fewest typing errors between. */
public final class NearestName {

  private static final int MAX_LISTED = 12;

  private NearestName() {}

  /**
   * Returns the valid name nearest to the written one, if any is near: at most a third of its
   * letters differ, or one begins with the other.
   */
  public static Optional<String> among(Collection<String> valid, String written) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(valid)) {
      int distance = distance(simplified(written), simplified(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    boolean near = bestDistance <= Math.max(1, Math.max(written.length(), best.length()) / 3);
    return near || sharesBeginning(simplified(written), simplified(best))
        ? Optional.of(best)
        : Optional.empty();
  }

  /** Returns "did you mean ...?", else the list of valid names if it is short, else nothing. */
  public static String suggestion(Collection<String> valid, String written) {
    Optional<String> nearest = among(valid, written);
    if (nearest.isPresent()) {
      return "did you mean `" + nearest.get() + "`?";
    }
    if (valid.isEmpty()) {
      return "none is defined";
    }
    return valid.size() <= MAX_LISTED ? "valid: " + String.join(", ", new TreeSet<>(valid)) : "";
  }

  private static boolean sharesBeginning(String written, String candidate) {
    return written.length() >= 3
        && (candidate.startsWith(written)
            || (candidate.length() >= 3 && written.startsWith(candidate)));
  }

  private static String simplified(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Optimal string alignment: insert, delete, replace, or swap two neighbours, each costs 1. */
  static int distance(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      int[] recycled = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = recycled;
    }
    return previous[b.length()];
  }
}
