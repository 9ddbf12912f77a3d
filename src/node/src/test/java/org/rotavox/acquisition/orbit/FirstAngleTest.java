package org.rotavox.acquisition.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.support.Proofs;

/**
 * The angle of the first frame and the first of the list are two measurements of an arm that moves:
 * they differ by as much as a step. 3,000 runs are generated for each way of writing.
 */
class FirstAngleTest {

  private static final int RUNS = Proofs.cases(3000, 400);

  /** A run as it was, and as a header writes it. */
  private record Written(
      List<Double> turning,
      AxisAngles turningAngles,
      AxisAngles stillAngles,
      double step,
      int frames) {}

  @ParameterizedTest
  @EnumSource(names = {"ABSOLUTE", "OFFSET"})
  void aFirstAngleThatIsOffByUpToAStepLosesNoRun(AngleReading reading) {
    Random random = new Random(15);
    int ambiguous = 0;
    for (int i = 0; i < RUNS; i++) {
      Written run = written(reading, random);
      AngleDecision decision =
          new AngleRule(null, 0).decide(run.frames(), run.turningAngles(), run.stillAngles());
      if (decision instanceof AngleDecision.Refused refused) {
        assertThat(refused.code()).as("run %d: %s", i, refused).isEqualTo("ANGLES_AMBIGUOUS");
        assertThat(refused.turns()).isTrue();
        assertThat(Math.abs(run.turning().get(0))).as("run %d: %s", i, refused).isLessThan(5);
        ambiguous++;
        continue;
      }
      AngleDecision.Decided decided = (AngleDecision.Decided) decision;
      assertThat(decided.axis()).isEqualTo(RotationAxis.PRIMARY);
      for (int f = 0; f < run.frames(); f++) {
        double difference = decided.turningDeg().get(f) - run.turning().get(f);
        assertThat(Math.abs(difference - 360 * Math.rint(difference / 360)))
            .as("run %d, frame %d of %s", i, f, decided)
            .isLessThan(2 * run.step() + 0.3);
      }
    }
    System.out.printf("%s: %d runs, %d ambiguous%n", reading, RUNS, ambiguous);
    assertThat(ambiguous).isLessThan(RUNS / 50);
  }

  /** The axes in the other roles: a roll about the secondary axis. */
  @Test
  void theSameHoldsForASpinAboutTheSecondaryAxis() {
    Random random = new Random(16);
    int decided = 0;
    for (int i = 0; i < RUNS; i++) {
      Written run = written(AngleReading.ABSOLUTE, random);
      AngleDecision decision =
          new AngleRule(null, 0).decide(run.frames(), run.stillAngles(), run.turningAngles());
      boolean isDecided = decision instanceof AngleDecision.Decided;
      decided += isDecided ? 1 : 0;
      assertThat(isDecided || ((AngleDecision.Refused) decision).turns())
          .as("run %d: %s", i, decision)
          .isTrue();
      if (decision instanceof AngleDecision.Decided d) {
        assertThat(d.axis()).isEqualTo(RotationAxis.SECONDARY);
      }
    }
    assertThat(decided).isGreaterThan(RUNS * 98 / 100);
  }

  /** Whatever excludes all readings of the angle that turns, the still one is not the reason. */
  @Test
  void theStillAxisIsNotReportedWhereTheOtherHasOnlyExcludedReadings() {
    Random random = new Random(17);
    for (int i = 0; i < RUNS; i++) {
      Written run = written(AngleReading.ABSOLUTE, random);
      double off =
          run.turning().get(0) + (random.nextBoolean() ? 1 : -1) * (20 + 60 * random.nextDouble());
      AxisAngles contradicted =
          AxisAngles.ofIncrements(OptionalDouble.of(off), run.turningAngles().values());
      for (boolean primary : new boolean[] {true, false}) {
        AngleDecision decision =
            new AngleRule(null, 0)
                .decide(
                    run.frames(),
                    primary ? contradicted : run.stillAngles(),
                    primary ? run.stillAngles() : contradicted);
        if (decision instanceof AngleDecision.Refused refused) {
          assertThat(refused.code()).as("run %d: %s", i, refused).isNotEqualTo("NOT_ROTATING");
          assertThat(refused.turns())
              .as("run %d: %s %s", i, refused, Arrays.toString(run.turningAngles().values()))
              .isTrue();
        }
      }
    }
  }

  /** N changes that begin with a full step fit no first angle; nothing says that the arm stood. */
  @Test
  void changesThatBeginWithAStepAreNotTakenForAStandingArm() {
    double[] changes = new double[133];
    Arrays.fill(changes, 1.5);
    for (double first : new double[] {0, 0.2, -99, 30}) {
      AngleDecision decision =
          new AngleRule(null, 0)
              .decide(
                  changes.length,
                  AxisAngles.ofIncrements(OptionalDouble.of(first), changes),
                  AxisAngles.ofIncrements(OptionalDouble.of(0), new double[changes.length]));
      assertThat(decision).isInstanceOf(AngleDecision.Refused.class);
      AngleDecision.Refused refused = (AngleDecision.Refused) decision;
      assertThat(refused.turns()).as(refused.toString()).isTrue();
      assertThat(refused.prescribable()).contains(AngleReading.DELTA_TO_NEXT);
    }
  }

  @Test
  void anArmThatStandsAndJittersStands() {
    Random random = new Random(18);
    for (int i = 0; i < RUNS; i++) {
      int frames = 30 + random.nextInt(270);
      AxisAngles one = still(random, frames, 0.2 * random.nextDouble(), random.nextBoolean());
      AxisAngles two = still(random, frames, 0.2 * random.nextDouble(), random.nextBoolean());
      AngleDecision decision = new AngleRule(null, 0).decide(frames, one, two);
      assertThat(decision).isInstanceOf(AngleDecision.Refused.class);
      assertThat(((AngleDecision.Refused) decision).turns()).as("%d %s", i, decision).isFalse();
    }
  }

  private static Written written(AngleReading reading, Random random) {
    int frames = 60 + random.nextInt(340);
    double arc = 155 + 200 * random.nextDouble();
    double step = arc / (frames - 1);
    if (step > 3.5) {
      frames = 120;
      step = arc / (frames - 1);
    }
    double sign = random.nextBoolean() ? 1 : -1;
    double begin = -sign * arc / 2 + 30 * (random.nextDouble() - 0.5);
    double jitter = random.nextBoolean() ? 0 : 0.1 * step * random.nextDouble();
    double unit = new double[] {0.1, 0.01, 0.001, 0}[random.nextInt(4)];
    double[] turning = new double[frames];
    double[] values = new double[frames];
    double off = (0.1 + 0.85 * random.nextDouble()) * step * (random.nextBoolean() ? 1 : -1);
    for (int f = 0; f < frames; f++) {
      double wobble = Math.max(-2, Math.min(2, random.nextGaussian())) * jitter;
      turning[f] = begin + sign * f * step + wobble;
      double written = turning[f] - (reading == AngleReading.OFFSET ? begin + off : 0);
      values[f] = rounded(reading == AngleReading.OFFSET ? written : wrapped(written), unit);
    }
    double first = rounded(wrapped(reading == AngleReading.OFFSET ? begin : turning[0] + off), 0.1);
    return new Written(
        Arrays.stream(turning).boxed().toList(),
        AxisAngles.ofIncrements(OptionalDouble.of(first), values),
        still(
            random,
            frames,
            Math.min(step, 0.6) * random.nextDouble(),
            reading == AngleReading.ABSOLUTE),
        step,
        frames);
  }

  /** An angle that does not turn, as absolute values or as offsets, with jitter. */
  private static AxisAngles still(Random random, int frames, double off, boolean absolute) {
    double tilt = random.nextBoolean() ? 0 : 30 * (random.nextDouble() - 0.5);
    double jitter = 0.02 + 0.15 * random.nextDouble();
    double[] values = new double[frames];
    for (int f = 0; f < frames; f++) {
      double wobble = Math.max(-2, Math.min(2, random.nextGaussian())) * jitter;
      values[f] = rounded((absolute ? tilt : 0) + wobble, 0.1);
    }
    return AxisAngles.ofIncrements(OptionalDouble.of(rounded(tilt + off, 0.1)), values);
  }

  private static double wrapped(double degrees) {
    return degrees - 360 * Math.rint(degrees / 360);
  }

  private static double rounded(double value, double unit) {
    return unit == 0 ? value : Math.rint(value / unit) * unit;
  }
}
