package org.rotavox.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rotavox.model.Fact;
import org.rotavox.model.ObstacleCode;
import org.rotavox.model.SeriesFacts;
import org.rotavox.rules.condition.Atom;
import org.rotavox.rules.condition.Condition;
import org.rotavox.rules.condition.ConditionCompiler;
import org.rotavox.rules.condition.ConditionFault;
import org.rotavox.rules.condition.FactView;
import org.rotavox.rules.condition.Requirement;
import org.rotavox.rules.condition.Solver;
import org.rotavox.rules.condition.Term;
import org.rotavox.rules.condition.Truth;

/**
 * What is true of the facts of every run that the node reads: values that a fact can have, and
 * facts that exclude each other. Written in the language of the rules, so that a condition is
 * weighed against them as against another rule, and a case by evaluation.
 */
public final class FactLaws {

  /**
   * One law.
   *
   * @param condition holds for every run
   * @param sentence the same in words
   */
  private record Law(Condition condition, String sentence) {}

  private static final String IN_PARTS =
      Arrays.stream(ObstacleCode.values())
          .map(Enum::name)
          .filter(ObstacleCode::leavesRunIncomplete)
          .map(code -> " || \"" + code + "\" in obstacles")
          .collect(Collectors.joining());

  /** A geometry file is believed whatever arc it has. */
  private static final String BY_SIDE_CAR = " || angleReading == \"SIDE_CAR\"";

  /** Obstacles of what does not turn. */
  private static final List<ObstacleCode> STANDING =
      List.of(
          ObstacleCode.UNREADABLE,
          ObstacleCode.NOT_A_PROJECTION,
          ObstacleCode.NO_PIXELS,
          ObstacleCode.SINGLE_FRAME,
          ObstacleCode.NOT_ROTATING,
          ObstacleCode.NO_ANGLES,
          ObstacleCode.ARC_TOO_SMALL,
          ObstacleCode.TOO_FEW_FRAMES);

  private static final Set<String> OBSTACLES =
      Arrays.stream(ObstacleCode.values()).map(Enum::name).collect(Collectors.toSet());

  private static final Set<String> UNCONFIRMED =
      Set.of("firstAngle", "direction", "secondaryAngle", "distances", "pixelSpacing");

  private static final List<Law> LAWS = laws();

  private FactLaws() {}

  private static List<Law> laws() {
    List<Law> laws = new ArrayList<>();
    laws.addAll(values());
    laws.addAll(numbers());
    laws.addAll(rotation());
    return List.copyOf(laws);
  }

  private static List<Law> values() {
    return List.of(
        values(
            Fact.OBJECT_KIND,
            "XA",
            "ENHANCED_XA",
            "XRF",
            "ENHANCED_XRF",
            "SECONDARY_CAPTURE",
            "DOSE_REPORT",
            "PRESENTATION_STATE",
            "OTHER"),
        values(Fact.ROTATION_AXIS, "PRIMARY", "SECONDARY"),
        values(Fact.DIRECTION, "RISING", "FALLING"),
        values(
            Fact.ANGLE_READING,
            "OFFSET",
            "ABSOLUTE",
            "DELTA",
            "CONSTANT_STEP",
            "PER_FRAME",
            "SIDE_CAR"),
        values(Fact.GEOMETRY_SOURCE, "HEADER", "STATION", "SIDE_CAR"));
  }

  private static Law values(Fact fact, String... possible) {
    String list =
        Stream.concat(Stream.of(""), Arrays.stream(possible))
            .map(value -> "\"" + value + "\"")
            .collect(Collectors.joining(", ", "[", "]"));
    return law(
        fact.ruleName() + " in " + list,
        fact.ruleName() + " is one of " + String.join(", ", possible));
  }

  private static List<Law> numbers() {
    return Arrays.stream(Fact.values())
        .filter(f -> f.type() == Fact.Type.NUMBER || f.type() == Fact.Type.INTEGER)
        .map(
            f ->
                law(
                    f.ruleName() + " >= " + (f.type() == Fact.Type.NUMBER ? "0.0" : "0"),
                    f.ruleName() + " is never negative"))
        .toList();
  }

  private static List<Law> rotation() {
    List<Law> laws = new ArrayList<>();
    for (Fact fact : List.of(Fact.ROTATION_AXIS, Fact.DIRECTION, Fact.ANGLE_READING)) {
      laws.add(
          law(
              fact.ruleName() + " == \"\" || rotational",
              fact.ruleName() + " is known of rotational runs alone"));
    }
    laws.add(
        law(
            "!rotational || objectKind in"
                + " [\"\", \"XA\", \"ENHANCED_XA\", \"XRF\", \"ENHANCED_XRF\"]",
            "rotational runs are angiography or fluoroscopy"));
    laws.add(
        law(
            "!rotational || !subtracted || \"SUBTRACTED\" in obstacles",
            "a subtracted run has the obstacle SUBTRACTED"));
    laws.add(
        law(
            "!rotational || !has(sweepDeg) || sweepDeg >= 149.0"
                + " || \"NOT_MONOTONE\" in obstacles"
                + BY_SIDE_CAR
                + IN_PARTS,
            "a rotational run sweeps 150° or more"));
    laws.add(
        law(
            "!rotational || !has(frames) || frames >= 30" + BY_SIDE_CAR + IN_PARTS,
            "a rotational run has 30 frames or more"));
    for (ObstacleCode code : STANDING) {
      laws.add(
          law(
              "!rotational || !(\"" + code + "\" in obstacles)",
              "a run with the obstacle " + code + " is not rotational"));
    }
    return laws;
  }

  private static Law law(String text, String sentence) {
    List<ConditionFault> faults = new ArrayList<>();
    Condition condition =
        new ConditionCompiler(Set.of())
            .compile(text, faults)
            .orElseThrow(() -> new IllegalStateException(text + ": " + faults));
    return new Law(condition, sentence);
  }

  /** Returns which laws the facts of a series break, in words; those of a run break none. */
  public static List<String> brokenBy(SeriesFacts facts) {
    FactView view = new FactView(facts, 0);
    List<String> broken = new ArrayList<>();
    for (Law law : LAWS) {
      if (law.condition.evaluate(view) == Truth.FALSE) {
        broken.add(law.sentence);
      }
    }
    for (Object value : (List<?>) facts.get(Fact.UNCONFIRMED)) {
      if (!UNCONFIRMED.contains(value)) {
        broken.add("no value of unconfirmed is called " + value);
      }
    }
    return broken;
  }

  /** Returns why no run can fulfil a condition, in words; empty if one could. */
  static Optional<String> whyImpossible(Condition condition) {
    return why(Requirement.holds(condition), condition.atoms());
  }

  /** Returns why no run can fulfil a part of a condition; empty if one could. */
  static Optional<String> whyImpossible(Atom atom) {
    return why(new Requirement(new Term.Leaf(atom), Set.of(Truth.TRUE)), List.of(atom));
  }

  private static Optional<String> why(Requirement wanted, List<Atom> atoms) {
    List<Requirement> all = new ArrayList<>(List.of(wanted));
    for (Atom atom : atoms) {
      Optional<String> noValue = noValue(atom);
      if (noValue.isPresent()) {
        all.add(new Requirement(new Term.Leaf(atom), Set.of(Truth.FALSE)));
        if (isImpossible(List.of(wanted, all.get(all.size() - 1)))) {
          return noValue;
        }
      }
    }
    for (Law law : LAWS) {
      all.add(Requirement.holds(law.condition));
      if (isImpossible(List.of(wanted, Requirement.holds(law.condition)))) {
        return Optional.of(law.sentence);
      }
    }
    return isImpossible(all)
        ? Optional.of("the facts that it asks for exclude each other")
        : Optional.empty();
  }

  private static Optional<String> noValue(Atom atom) {
    if (!(atom instanceof Atom.ListContains contains)) {
      return Optional.empty();
    }
    boolean known =
        switch (contains.fact()) {
          case OBSTACLES -> OBSTACLES.contains(contains.literal());
          case UNCONFIRMED -> UNCONFIRMED.contains(contains.literal());
          default -> true;
        };
    return !known
        ? Optional.of(
            "no value of " + contains.fact().ruleName() + " is called " + contains.literal())
        : Optional.empty();
  }

  private static boolean isImpossible(List<Requirement> requirements) {
    return Solver.ask(requirements) == Solver.Answer.IMPOSSIBLE;
  }
}
