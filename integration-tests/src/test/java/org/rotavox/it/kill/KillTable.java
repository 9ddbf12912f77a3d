package org.rotavox.it.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a kill test saw; {@link #isClean()} says whether anything of it is wrong. */
final class KillTable {

  private static final String RANDOM = "at a random moment";

  private final Map<String, Integer> kills = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int total;

  /** What there was in the end. */
  private String totals = "";

  void killedAt(KillPoint point) {
    kills.merge(point.words(), 1, Integer::sum);
    total++;
  }

  void killedAtRandom() {
    kills.merge(RANDOM, 1, Integer::sum);
    total++;
  }

  int kills() {
    return total;
  }

  /** Notes something that must not be. */
  synchronized void fault(String what) {
    faults.add("after kill " + total + ": " + what);
  }

  void totals(String text) {
    totals = text;
  }

  boolean isClean() {
    return faults.isEmpty();
  }

  /** Returns the points at which nothing was killed. */
  List<KillPoint> missed() {
    return List.of(KillPoint.values()).stream()
        .filter(point -> !kills.containsKey(point.words()))
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("| killed | times |\n|---|---|\n");
    kills.forEach((moment, times) -> text.append("| %s | %d |%n".formatted(moment, times)));
    text.append("| **together** | **%d** |%n%n".formatted(total)).append(totals);
    text.append(faults.isEmpty() ? "faults: none\n" : "FAULTS:\n");
    faults.forEach(fault -> text.append("  ").append(fault).append('\n'));
    return text.toString();
  }
}
