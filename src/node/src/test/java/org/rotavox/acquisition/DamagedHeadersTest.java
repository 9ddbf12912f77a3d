package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.model.Fact;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;
import org.rotavox.support.Proofs;

/**
 * 2,000 headers with one damaged attribute each: every one is refused or read as if undamaged.
 *
 * <p>What nothing else in a header repeats cannot be checked: another plausible first angle or
 * pixel spacing is another, equally possible run. Such replacements are counted on their own, and
 * the run says that these values are unconfirmed. A station entry that knows the values confirms
 * them: then there is none left. Nor is there where {@code unconfirmed: refuse} is asked for.
 */
class DamagedHeadersTest {

  private static final int DAMAGES = Proofs.cases(2000, 200);

  @TempDir Path folder = Path.of("");

  private enum Outcome {
    SAME,
    REFUSED,
    /** Angles of a jittering run off by less than 0.3°: less than its own jitter hides. */
    WITHIN_JITTER,
    /** Angles off by less than the 1° that a station entry allows. */
    WITHIN_STATION_TOLERANCE,
    SAID_IN_NOTES,
    /** Another possible run, which says that the damaged value is unconfirmed. */
    SAID_UNCONFIRMED,
    SILENTLY_WRONG
  }

  private static final Set<Outcome> NO_OTHER_RUN =
      EnumSet.of(Outcome.SAME, Outcome.REFUSED, Outcome.WITHIN_JITTER);

  private static final int[] DAMAGED = {
    Tag.PositionerMotion,
    Tag.PositionerPrimaryAngle,
    Tag.PositionerSecondaryAngle,
    Tag.PositionerPrimaryAngleIncrement,
    Tag.PositionerPrimaryAngleIncrement,
    Tag.PositionerPrimaryAngleIncrement,
    Tag.PositionerSecondaryAngleIncrement,
    Tag.PositionerSecondaryAngleIncrement,
    Tag.DistanceSourceToDetector,
    Tag.DistanceSourceToPatient,
    Tag.EstimatedRadiographicMagnificationFactor,
    Tag.ImagerPixelSpacing,
    Tag.NumberOfFrames,
    Tag.Rows,
    Tag.Columns,
    Tag.BitsAllocated,
    Tag.BitsStored,
    Tag.HighBit,
    Tag.PixelRepresentation,
    Tag.SamplesPerPixel,
    Tag.PhotometricInterpretation
  };

  /** Values that no other attribute repeats. */
  private static final Set<Integer> STANDS_ALONE =
      Set.of(Tag.PositionerPrimaryAngle, Tag.PositionerSecondaryAngle, Tag.ImagerPixelSpacing);

  /** What turns a whole list into another possible one. */
  private static final Set<HeaderDamage> WHOLE_VALUE =
      Set.of(HeaderDamage.ZEROED, HeaderDamage.TEN_TIMES, HeaderDamage.A_TENTH);

  private static List<SimulationOptions> bases() {
    List<SimulationOptions> bases = new ArrayList<>();
    for (AngleForm form : AngleForm.values()) {
      SimulationOptions base =
          SimulationOptions.standard().frames(80).detector(16, 14, 12, 12).as(form);
      if (form == AngleForm.ABSOLUTE_WITH_FIRST) {
        base = base.edited(DamagedHeadersTest::sayFieldOfView);
      }
      bases.add(base);
      bases.add(base.arc(110, -95).otherAngle(8));
      if (form != AngleForm.CONSTANT_STEP) {
        bases.add(base.angles(wobbling(0.05, -100, 200), wobbling(0.02, 4, 3)));
      }
    }
    bases.add(SimulationOptions.standard().frames(80).detector(16, 14, 12, 12).as(ObjectForm.XRF));
    return bases;
  }

  /** With it, and a secondary angle that is not 0, such a header repeats all that it says. */
  private static void sayFieldOfView(DataSet d) {
    d.setString(Tag.FieldOfViewShape, "RECTANGLE").setDouble(Tag.FieldOfViewDimensions, 168, 192);
  }

  private static List<Double> wobbling(double jitter, double start, double sweep) {
    Random random = new Random(5);
    List<Double> angles = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      angles.add(start + sweep * i / 79 + jitter * random.nextGaussian());
    }
    return angles;
  }

  @Test
  void aDamagedHeaderIsRefusedOrReadAsIfUndamaged() throws IOException {
    Random random = new Random(20260101);
    Map<HeaderDamage, Map<Outcome, Integer>> table = new EnumMap<>(HeaderDamage.class);
    Map<HeaderDamage, Map<Outcome, Integer>> known = new EnumMap<>(HeaderDamage.class);
    Map<HeaderDamage, Map<Outcome, Integer>> strict = new EnumMap<>(HeaderDamage.class);
    List<String> wrong = new ArrayList<>();
    List<SimulationOptions> bases = bases();
    List<Trajectory> truths = new ArrayList<>();
    for (SimulationOptions base : bases) {
      truths.add(read(base).run().orElseThrow().trajectory());
    }
    List<HeaderDamage> damages = List.of(HeaderDamage.values());
    int done = 0;
    while (done < DAMAGES) {
      int which = random.nextInt(bases.size());
      int tag = DAMAGED[random.nextInt(DAMAGED.length)];
      HeaderDamage damage = damages.get(random.nextInt(damages.size()));
      long seed = random.nextLong();
      boolean[] changed = {false};
      int[] values = {0};
      RunReading reading =
          read(
              bases
                  .get(which)
                  .edited(
                      d -> {
                        values[0] = d.getDoubles(tag).length;
                        changed[0] = HeaderDamage.damage(d, tag, damage, new Random(seed));
                      }));
      if (!changed[0]) {
        continue;
      }
      done++;
      Outcome outcome = outcome(reading, truths.get(which), tag, values[0], damage);
      count(table, damage, outcome);
      RunReading atStation =
          new RunReader(List.of(station(bases.get(which))))
              .read(List.of(folder.resolve("run.dcm")));
      Outcome outcomeAtStation = outcome(atStation, truths.get(which), tag, values[0], damage);
      count(known, damage, outcomeAtStation);
      if (outcome == Outcome.SILENTLY_WRONG || outcomeAtStation == Outcome.SILENTLY_WRONG) {
        wrong.add(which + " " + Dictionary.describe(tag) + " " + damage + " " + reading.notes());
      }
      RunReading strictly =
          new RunReader(AcquisitionSettings.of(List.of()).strict())
              .read(List.of(folder.resolve("run.dcm")));
      Outcome outcomeStrictly = outcome(strictly, truths.get(which), tag, values[0], damage);
      count(strict, damage, outcomeStrictly);
      if (!NO_OTHER_RUN.contains(outcomeStrictly)) {
        wrong.add("strict " + which + " " + Dictionary.describe(tag) + " " + damage);
      }
      if (outcomeAtStation == Outcome.SAID_UNCONFIRMED) {
        wrong.add("station " + which + " " + Dictionary.describe(tag) + " " + damage);
      }
    }
    System.out.println("headers alone");
    print(table);
    System.out.println("with a station entry");
    print(known);
    System.out.println("headers alone, unconfirmed: refuse");
    print(strict);
    assertThat(wrong).isEmpty();
  }

  private static void count(
      Map<HeaderDamage, Map<Outcome, Integer>> table, HeaderDamage damage, Outcome outcome) {
    table
        .computeIfAbsent(damage, k -> new EnumMap<>(Outcome.class))
        .merge(outcome, 1, Integer::sum);
  }

  /** What an administrator can know of the station of these runs. */
  private static StationProfile station(SimulationOptions base) {
    SimulatedRun run = new SimulatedRun(base);
    List<Double> primary = run.primaryDeg();
    return StationProfile.named("lab")
        .withGeometry(
            StationProfile.Geometry.of(1200, 785, 12)
                .withArc(
                    primary.get(0),
                    primary.get(primary.size() - 1),
                    run.secondaryDeg().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow()));
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return new RunReader(List.of())
        .read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
  }

  private static Outcome outcome(
      RunReading reading, Trajectory truth, int tag, int values, HeaderDamage damage)
      throws IOException {
    Optional<RotationalRun> run = reading.run();
    if (run.isEmpty()) {
      return Outcome.REFUSED;
    }
    try (RotationalRun open = run.get()) {
      if (isSame(open.trajectory(), truth, 1e-3)) {
        return Outcome.SAME;
      }
      if (isSame(open.trajectory(), truth, 0.3) && isJittering(truth)) {
        return Outcome.WITHIN_JITTER;
      }
      if (!reading.facts().has(Fact.UNCONFIRMED) && isSame(open.trajectory(), truth, 1.05)) {
        return Outcome.WITHIN_STATION_TOLERANCE;
      }
    }
    boolean numeric =
        Set.of(
                HeaderDamage.ZEROED,
                HeaderDamage.TEN_TIMES,
                HeaderDamage.A_TENTH,
                HeaderDamage.NEGATED,
                HeaderDamage.ONE_VALUE_OFF,
                HeaderDamage.TWO_EXCHANGED)
            .contains(damage);
    boolean wholeList =
        Set.of(Tag.PositionerPrimaryAngleIncrement, Tag.PositionerSecondaryAngleIncrement)
                .contains(tag)
            && (WHOLE_VALUE.contains(damage) || values == 1);
    if (numeric && (STANDS_ALONE.contains(tag) || wholeList)) {
      boolean said =
          ((List<?>) reading.facts().get(Fact.UNCONFIRMED)).contains(nameOf(tag, values));
      return said ? Outcome.SAID_UNCONFIRMED : Outcome.SILENTLY_WRONG;
    }
    boolean said = reading.notes().stream().anyMatch(n -> n.contains("is absent"));
    return said ? Outcome.SAID_IN_NOTES : Outcome.SILENTLY_WRONG;
  }

  private static String nameOf(int tag, int values) {
    return switch (tag) {
      case Tag.PositionerPrimaryAngle -> "firstAngle";
      case Tag.PositionerPrimaryAngleIncrement -> values == 1 ? "direction" : "none";
      case Tag.ImagerPixelSpacing -> "pixelSpacing";
      default -> "secondaryAngle";
    };
  }

  private static boolean isJittering(Trajectory truth) {
    return Math.abs(truth.sweepDeg() - Math.rint(truth.sweepDeg())) > 1e-9;
  }

  /** The same angles within 1e-3°, distances within what three of them may contradict: 0.1 %. */
  private static boolean isSame(Trajectory a, Trajectory b, double degreesApart) {
    if (a.views() != b.views() || !a.detector().equals(b.detector())) {
      return false;
    }
    for (int i = 0; i < a.views(); i++) {
      Vector3 sourceA = a.matrices().get(i).source();
      Vector3 sourceB = b.matrices().get(i).source();
      double degrees = Math.toDegrees(sourceA.normalized().minus(sourceB.normalized()).length());
      if (degrees > degreesApart || Math.abs(sourceA.length() / sourceB.length() - 1) > 0.0015) {
        return false;
      }
    }
    return Math.abs(a.carm().sourceToDetectorMm() / b.carm().sourceToDetectorMm() - 1) < 0.0015;
  }

  private static void print(Map<HeaderDamage, Map<Outcome, Integer>> table) {
    StringBuilder text = new StringBuilder("damage");
    for (Outcome outcome : Outcome.values()) {
      text.append(" | ").append(outcome);
    }
    Map<Outcome, Integer> sums = new EnumMap<>(Outcome.class);
    table.forEach(
        (damage, outcomes) -> {
          text.append('\n').append(damage);
          for (Outcome outcome : Outcome.values()) {
            int count = outcomes.getOrDefault(outcome, 0);
            sums.merge(outcome, count, Integer::sum);
            text.append(" | ").append(count);
          }
        });
    System.out.println(text + "\nall " + sums);
  }
}
