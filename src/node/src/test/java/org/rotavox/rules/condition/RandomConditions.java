package org.rotavox.rules.condition;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/** Random conditions and series over few facts with few values, so that they often meet. */
public final class RandomConditions {

  private RandomConditions() {}

  /** Conditions as text: comparisons of few facts, joined and negated. */
  public static Arbitrary<String> conditions() {
    return conditions(2);
  }

  private static Arbitrary<String> conditions(int depth) {
    if (depth == 0) {
      return atoms();
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> conditions(depth - 1));
    return Arbitraries.oneOf(
        atoms(),
        Combinators.combine(inner, inner).as((a, b) -> "(" + a + " && " + b + ")"),
        Combinators.combine(inner, inner).as((a, b) -> "(" + a + " || " + b + ")"),
        inner.map(a -> "!(" + a + ")"));
  }

  private static Arbitrary<String> atoms() {
    Arbitrary<String> relations = Arbitraries.of("<", "<=", ">=", ">");
    return Arbitraries.oneOf(
        Combinators.combine(relations, Arbitraries.of("0", "1", "2", "1.5"))
            .as((relation, bound) -> "frames " + relation + " " + bound),
        Combinators.combine(relations, Arbitraries.of("0.0", "1.0", "2", "-1.5"))
            .as((relation, bound) -> "sweepDeg " + relation + " " + bound),
        Arbitraries.of(
            "frames == 1",
            "frames != 2",
            "sweepDeg == 1.0",
            "sweepDeg != 0.0",
            "1.0 < sweepDeg",
            "rotational",
            "subtracted == false",
            "has(rotational)",
            "has(frames)",
            "has(stationName)",
            "stationName == \"A\"",
            "stationName != \"AB\"",
            "stationName.startsWith(\"A\")",
            "stationName.endsWith(\"B\")",
            "stationName.contains(\"AB\")",
            "stationName in [\"\", \"B\"]",
            "\"X\" in imageType",
            "imageType[1] == \"X\"",
            "size(imageType) > 1",
            "dicom(\"KVP\") == \"1\"",
            "dicomNumber(\"KVP\") >= 1.0",
            "hasDicom(\"KVP\")",
            "has(dicomNumber(\"KVP\"))",
            "true",
            "false"));
  }

  /** Series of which each fact may be unknown. */
  public static Arbitrary<SeriesFacts> facts() {
    return Combinators.combine(
            Arbitraries.of(-1L, 0L, 1L, 2L, 3L).injectNull(0.2),
            Arbitraries.of(-1.5, -2.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, Double.NaN).injectNull(0.2),
            Arbitraries.of(true, false).injectNull(0.2),
            Arbitraries.of(true, false).injectNull(0.2),
            Arbitraries.of("", "A", "B", "AB", "CAB", "ABC").injectNull(0.2),
            Arbitraries.of(List.of(), List.of("X"), List.of("Y", "X"), List.of("X", "Y"))
                .injectNull(0.2),
            Arbitraries.of("", "1", "0.5", "text").injectNull(0.2))
        .as(
            (frames, sweep, rotational, subtracted, station, imageType, kvp) -> {
              SeriesFacts.Builder facts = SeriesFacts.builder();
              set(facts, Fact.FRAMES, frames);
              set(facts, Fact.SWEEP_DEG, sweep);
              set(facts, Fact.ROTATIONAL, rotational);
              set(facts, Fact.SUBTRACTED, subtracted);
              set(facts, Fact.STATION_NAME, station);
              set(facts, Fact.IMAGE_TYPE, imageType);
              if (kvp != null) {
                facts.headerField("KVP", List.of(kvp));
              }
              return facts.build();
            });
  }

  private static void set(SeriesFacts.Builder facts, Fact fact, Object value) {
    if (value != null) {
      facts.set(fact, value);
    }
  }
}
