package org.rotavox.rules;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * Measures what a decision costs: {@code RuleBench [rules] [runs]}, 1,000 and 10,000 by default, on
 * one thread. The rules are those of a large network, each for a station or a body part with a
 * condition of its own; most runs pass hundreds of them before one holds, some all of them.
 */
public final class RuleBench {

  private static final RuleNames NAMES =
      new RuleNames(Set.of("head"), Set.of("night"), Set.of("PACS"), Set.of("KVP"), ZoneOffset.UTC);
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private RuleBench() {}

  /** Runs the measurement. */
  public static void main(String[] args) throws RuleFaults {
    int rules = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    long begin = System.nanoTime();
    RuleBook book = RuleBook.parse(rules(rules), "rules.yaml", NAMES);
    System.out.printf(
        Locale.ROOT, "%,d rules read and checked in %.0f ms%n", rules, 1e-6 * since(begin));
    List<SeriesFacts> series = series(runs, rules);
    measure(book, series);
    for (int round = 1; round <= 3; round++) {
      System.out.println("round " + round + ": " + measure(book, series));
    }
  }

  private static String measure(RuleBook book, List<SeriesFacts> series) {
    long[] nanos = new long[series.size()];
    int reconstructed = 0;
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      Verdict verdict = book.decide(series.get(i), NOW);
      nanos[i] = since(begin);
      reconstructed += verdict instanceof Verdict.Reconstruct ? 1 : 0;
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%,d runs, %,d reconstructed: median %.1f µs, 99 %% %.1f µs, longest %.1f µs",
        nanos.length,
        reconstructed,
        1e-3 * nanos[nanos.length / 2],
        1e-3 * nanos[nanos.length * 99 / 100],
        1e-3 * nanos[nanos.length - 1]);
  }

  private static long since(long begin) {
    return System.nanoTime() - begin;
  }

  private static String rules(int count) {
    StringBuilder text = new StringBuilder("rules:\n");
    for (int i = 0; i < count; i++) {
      text.append("  - name: rule ").append(i).append("\n    when: '");
      text.append(
          switch (i % 5) {
            case 0 -> "rotational && stationName == \"ANGIO" + i + "\"";
            case 1 -> "modality == \"XA\" && sweepDeg >= 170.0 && frames > " + (2_000 + i);
            case 2 -> "stationName.startsWith(\"ANGIO" + i + "-\") && !subtracted";
            case 3 -> "dicom(\"KVP\") == \"" + (200 + i) + "\" || \"X" + i + "\" in imageType";
            default -> "has(sweepDeg) && sweepDeg < " + (-1 - i) + ".5 && bodyPart != \"HEAD\"";
          });
      text.append("'\n    reconstruct: {protocol: head, destinations: PACS}\n");
    }
    return text.toString();
  }

  private static List<SeriesFacts> series(int count, int rules) {
    Random random = new Random(6);
    List<SeriesFacts> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      series.add(
          SeriesFacts.builder()
              .set(Fact.MODALITY, "XA")
              .set(Fact.ROTATIONAL, true)
              .set(Fact.FRAMES, 100L + random.nextInt(400))
              .set(Fact.SWEEP_DEG, 150 + random.nextDouble() * 60)
              .set(Fact.STATION_NAME, "ANGIO" + random.nextInt(2 * rules))
              .set(Fact.BODY_PART, random.nextBoolean() ? "HEAD" : "SPINE")
              .set(Fact.IMAGE_TYPE, List.of("ORIGINAL", "PRIMARY", "SINGLE PLANE"))
              .headerField("KVP", List.of(Integer.toString(60 + random.nextInt(60))))
              .build());
    }
    return series;
  }
}
