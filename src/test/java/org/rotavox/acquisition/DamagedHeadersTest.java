package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.SimulationOptions.AngleForm;
import org.rotavox.acquisition.SimulationOptions.ObjectForm;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;

/**
 * 2,000 headers with one damaged attribute each: every one is refused or read as if undamaged.
 *
 * <p>What nothing else in a header repeats cannot be checked: another plausible first angle or
 * pixel spacing is another, equally possible run. Such replacements are counted on their own.
 */
class DamagedHeadersTest {

  private static final int DAMAGES = 2000;

  @TempDir Path folder = Path.of("");

  private enum Damage {
    REMOVED,
    EMPTIED,
    NO_NUMBER,
    ZEROED,
    TEN_TIMES,
    A_TENTH,
    NEGATED,
    ONE_VALUE_OFF,
    ONE_VALUE_LESS,
    ONE_VALUE_MORE,
    TWO_EXCHANGED
  }

  private enum Outcome {
    SAME,
    REFUSED,
    /** Angles of a jittering run off by less than 0.3°: less than its own jitter hides. */
    WITHIN_JITTER,
    SAID_IN_NOTES,
    POSSIBLE_OTHER_RUN,
    SILENTLY_WRONG
  }

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
  private static final Set<Damage> WHOLE_VALUE =
      Set.of(Damage.ZEROED, Damage.TEN_TIMES, Damage.A_TENTH);

  private static List<SimulationOptions> bases() {
    List<SimulationOptions> bases = new ArrayList<>();
    for (AngleForm form : AngleForm.values()) {
      SimulationOptions base =
          SimulationOptions.standard().frames(80).detector(16, 14, 12, 12).as(form);
      bases.add(base);
      bases.add(base.arc(110, -95).otherAngle(8));
      if (form != AngleForm.CONSTANT_STEP) {
        bases.add(base.angles(wobbling(0.05, -100, 200), wobbling(0.02, 4, 3)));
      }
    }
    bases.add(SimulationOptions.standard().frames(80).detector(16, 14, 12, 12).as(ObjectForm.XRF));
    return bases;
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
    Map<Damage, Map<Outcome, Integer>> table = new EnumMap<>(Damage.class);
    List<String> wrong = new ArrayList<>();
    List<SimulationOptions> bases = bases();
    List<Trajectory> truths = new ArrayList<>();
    for (SimulationOptions base : bases) {
      truths.add(read(base).run().orElseThrow().trajectory());
    }
    int done = 0;
    while (done < DAMAGES) {
      int which = random.nextInt(bases.size());
      int tag = DAMAGED[random.nextInt(DAMAGED.length)];
      Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
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
                        changed[0] = damage(d, tag, damage, new Random(seed));
                      }));
      if (!changed[0]) {
        continue;
      }
      done++;
      Outcome outcome = outcome(reading, truths.get(which), tag, values[0], damage);
      table
          .computeIfAbsent(damage, k -> new EnumMap<>(Outcome.class))
          .merge(outcome, 1, Integer::sum);
      if (outcome == Outcome.SILENTLY_WRONG) {
        wrong.add(which + " " + Dictionary.describe(tag) + " " + damage + " " + reading.notes());
      }
    }
    print(table);
    assertThat(wrong).isEmpty();
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return new RunReader(List.of())
        .read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
  }

  private static Outcome outcome(
      RunReading reading, Trajectory truth, int tag, int values, Damage damage) throws IOException {
    Optional<RotationalRun> run = reading.run();
    if (run.isEmpty()) {
      return Outcome.REFUSED;
    }
    try (RotationalRun open = run.get()) {
      if (isSame(open.trajectory(), truth, 1e-3)) {
        return Outcome.SAME;
      }
      boolean jitters = Math.abs(truth.sweepDeg() - Math.rint(truth.sweepDeg())) > 1e-9;
      if (jitters && isSame(open.trajectory(), truth, 0.3)) {
        return Outcome.WITHIN_JITTER;
      }
    }
    boolean numeric =
        Set.of(
                Damage.ZEROED,
                Damage.TEN_TIMES,
                Damage.A_TENTH,
                Damage.NEGATED,
                Damage.ONE_VALUE_OFF,
                Damage.TWO_EXCHANGED)
            .contains(damage);
    boolean wholeList =
        Set.of(Tag.PositionerPrimaryAngleIncrement, Tag.PositionerSecondaryAngleIncrement)
                .contains(tag)
            && (WHOLE_VALUE.contains(damage) || values == 1);
    if (numeric && (STANDS_ALONE.contains(tag) || wholeList)) {
      return Outcome.POSSIBLE_OTHER_RUN;
    }
    boolean said = reading.notes().stream().anyMatch(n -> n.contains("is absent"));
    return said ? Outcome.SAID_IN_NOTES : Outcome.SILENTLY_WRONG;
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

  /** Returns true if the header is another one now. */
  private static boolean damage(DataSet d, int tag, Damage damage, Random random) {
    if (!d.contains(tag)) {
      return false;
    }
    VR vr = d.vrOf(tag).orElseThrow();
    byte[] before = d.getBytes(tag);
    double[] v = d.getDoubles(tag);
    switch (damage) {
      case REMOVED -> d.remove(tag);
      case EMPTIED -> d.setEmpty(tag);
      case NO_NUMBER -> noNumber(d, tag, vr, random);
      default -> {
        if (v.length == 0 || vr == VR.UI) {
          return false;
        }
        write(d, tag, vr, changed(v, damage, random));
      }
    }
    return !d.contains(tag) || !Arrays.equals(before, d.getBytes(tag));
  }

  private static void noNumber(DataSet d, int tag, VR vr, Random random) {
    String junk = List.of("N/A ", "1,5 ", "?\\? ", "NaN ", "--", "1e999 ").get(random.nextInt(6));
    byte[] bytes = junk.getBytes(StandardCharsets.US_ASCII);
    d.setBytes(tag, vr, vr == VR.US ? new byte[] {(byte) 0xFF, (byte) 0xFF} : bytes);
  }

  private static double[] changed(double[] v, Damage damage, Random random) {
    int i = random.nextInt(v.length);
    double[] out = v.clone();
    switch (damage) {
      case ZEROED -> Arrays.fill(out, 0);
      case TEN_TIMES -> out = Arrays.stream(v).map(x -> x * 10).toArray();
      case A_TENTH -> out = Arrays.stream(v).map(x -> x / 10).toArray();
      case NEGATED -> out[i] = -out[i]; // of a list one value: all of them are another run
      case ONE_VALUE_OFF ->
          out[i] += (random.nextBoolean() ? 1 : -1) * (0.5 + 90 * random.nextDouble());
      case ONE_VALUE_LESS -> {
        double[] less = new double[v.length - 1];
        System.arraycopy(v, 0, less, 0, i);
        System.arraycopy(v, i + 1, less, i, v.length - i - 1);
        out = less;
      }
      case ONE_VALUE_MORE -> {
        out = Arrays.copyOf(v, v.length + 1);
        System.arraycopy(v, i, out, i + 1, v.length - i);
      }
      case TWO_EXCHANGED -> {
        int j = random.nextInt(v.length);
        out[i] = v[j];
        out[j] = v[i];
      }
      default -> throw new IllegalArgumentException(damage.name());
    }
    return out;
  }

  private static void write(DataSet d, int tag, VR vr, double[] values) {
    if (values.length == 0) {
      d.setEmpty(tag);
    } else if (vr == VR.US) {
      int[] ints = Arrays.stream(values).mapToInt(x -> (int) Math.abs(x) & 0xFFFF).toArray();
      d.setInt(tag, ints);
    } else {
      String text =
          Arrays.stream(values)
              .mapToObj(x -> vr == VR.IS ? Long.toString(Math.round(x)) : decimal(x))
              .collect(Collectors.joining("\\"));
      byte[] bytes =
          (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
      d.setBytes(tag, vr, bytes);
    }
  }

  private static String decimal(double x) {
    String text = java.math.BigDecimal.valueOf(Math.rint(x * 1e6) / 1e6).toPlainString();
    return text.length() <= 16 ? text : text.substring(0, 16);
  }

  private static void print(Map<Damage, Map<Outcome, Integer>> table) {
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
