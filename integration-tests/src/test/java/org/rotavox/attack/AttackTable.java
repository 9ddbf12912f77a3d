package org.rotavox.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was tried and what held, attack by attack, and how the node served others after it. */
final class AttackTable {

  private record Row(
      String attack, Tally tally, Optional<Long> echoMillis, Optional<Long> runMillis) {

    boolean isClean() {
      return tally.isClean() && echoMillis.isPresent() && runMillis.isPresent();
    }
  }

  private final List<Row> rows = new ArrayList<>();

  void add(String attack, Tally tally, Optional<Long> echoMillis, Optional<Long> runMillis) {
    rows.add(new Row(attack, tally, echoMillis, runMillis));
  }

  boolean isClean() {
    return rows.stream().allMatch(Row::isClean);
  }

  int attacks() {
    return rows.size();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%-40s %7s %7s %11s %18s%n"
            .formatted("attack", "tried", "held", "C-ECHO (ms)", "run delivered (ms)"));
    for (Row row : rows) {
      out.append(
          "%-40s %7d %7d %11s %18s%n"
              .formatted(
                  row.attack,
                  row.tally.tried(),
                  row.tally.held(),
                  row.echoMillis.map(String::valueOf).orElse("none"),
                  row.runMillis.map(String::valueOf).orElse("none")));
      row.tally.faults().forEach(fault -> out.append("  ").append(fault).append('\n'));
    }
    return out.toString();
  }
}
