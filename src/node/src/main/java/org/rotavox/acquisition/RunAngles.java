package org.rotavox.acquisition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.orbit.AngleRule;
import org.rotavox.acquisition.orbit.AxisAngles;
import org.rotavox.acquisition.orbit.RotationAxis;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * Reads the positioner angles of a run: increments of a classic object, angles of every frame of an
 * enhanced object or of single instances.
 */
final class RunAngles {

  private static final double EXPECTED_WITHIN_DEG = 1;
  private static final double SAME_DEG = 0.05;

  private final RunInstances run;
  private final Optional<StationProfile> station;
  private final Finding finding;

  /** The list of increments whose values are no numbers; 0 = none. */
  private int garbledTag;

  RunAngles(RunInstances run, Optional<StationProfile> station, Finding finding) {
    this.run = run;
    this.station = station;
    this.finding = finding;
  }

  /** Returns the decision; a refusal is not yet an obstacle, a side-car may help. */
  AngleDecision decide() {
    AngleReading forced = station.flatMap(s -> s.reading().angles()).orElse(null);
    double tolerance = station.map(s -> s.reading().angleToleranceDeg()).orElse(0.0);
    if (forced != null) {
      finding.note("angle reading %s prescribed by station entry", forced);
    }
    AxisAngles primary =
        axis(
            Tag.PositionerPrimaryAngle,
            Tag.PositionerPrimaryAngleIncrement,
            OptionalDouble.empty());
    AxisAngles secondary =
        axis(
            Tag.PositionerSecondaryAngle,
            Tag.PositionerSecondaryAngleIncrement,
            station.map(s -> s.geometry().secondaryAngleDeg()).orElse(OptionalDouble.empty()));
    noteMotion();
    return new AngleRule(forced, tolerance).decide(run.scopes().frames(), primary, secondary);
  }

  /**
   * Compares the angles with what the station's entry says of all its runs, and lists which of them
   * nothing repeats.
   */
  void compareWithStation(AngleDecision.Decided angles) {
    StationProfile.Geometry entry =
        station.map(StationProfile::geometry).orElseGet(StationProfile.Geometry::unknown);
    boolean primary = angles.axis() == RotationAxis.PRIMARY;
    List<Double> turning = angles.turningDeg();
    List<Double> other = primary ? angles.secondaryDeg() : angles.primaryDeg();
    double mean = other.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    expect(entry.firstAngleDeg(), turning.get(0), "first angle");
    expect(entry.lastAngleDeg(), turning.get(turning.size() - 1), "last angle");
    expect(entry.secondaryAngleDeg(), mean, "angle that does not turn");
    boolean repeated = IsocenterSystem.of(run).isPresent();
    boolean each = angles.reading() == AngleReading.PER_FRAME;
    if (!repeated && !each) {
      int turningTag = primary ? Tag.PositionerPrimaryAngle : Tag.PositionerSecondaryAngle;
      int otherTag = primary ? Tag.PositionerSecondaryAngle : Tag.PositionerPrimaryAngle;
      if (entry.firstAngleDeg().isEmpty() && !isRepeated(turningTag, turning.get(0))) {
        finding.unconfirmed("firstAngle");
      }
      if (entry.lastAngleDeg().isEmpty() && angles.reading() == AngleReading.CONSTANT_STEP) {
        finding.unconfirmed("direction");
      }
      if (entry.secondaryAngleDeg().isEmpty() && !isRepeated(otherTag, other.get(0))) {
        finding.unconfirmed("secondaryAngle");
      }
    }
  }

  /** True if the first angle stands in the header twice: by itself, and first of a list. */
  private boolean isRepeated(int angleTag, double firstDeg) {
    int list =
        angleTag == Tag.PositionerPrimaryAngle
            ? Tag.PositionerPrimaryAngleIncrement
            : Tag.PositionerSecondaryAngleIncrement;
    double[] values = run.first().getDoubles(list);
    double alone = run.first().getDouble(angleTag).orElse(0);
    return firstDeg != 0
        && values.length == run.scopes().frames()
        && isSame(alone, firstDeg)
        && isSame(values[0], firstDeg);
  }

  private static boolean isSame(double a, double b) {
    double difference = a - b;
    return Math.abs(difference - 360 * Math.rint(difference / 360)) < SAME_DEG;
  }

  private void expect(OptionalDouble expected, double found, String what) {
    if (expected.isEmpty()) {
      return;
    }
    double difference = found - expected.getAsDouble();
    difference -= 360 * Math.rint(difference / 360);
    if (Math.abs(difference) > EXPECTED_WITHIN_DEG) {
      finding.obstacle(
          ObstacleCode.STATION_CONTRADICTS,
          ObstacleCode.STATION_CONTRADICTS.attribute(),
          String.format(
              Locale.ROOT,
              "the %s is %.2f°, the station entry says %.2f°",
              what,
              found,
              expected.getAsDouble()),
          "station entry: correct the value, or remove it if runs differ");
    }
  }

  private void noteMotion() {
    String motion = run.first().getString(Tag.PositionerMotion, "");
    if (motion.equals("STATIC")) {
      finding.note("(0018,1500) is STATIC; the angles decide");
    }
  }

  private AxisAngles axis(int angleTag, int incrementTag, OptionalDouble stationAngle) {
    FrameScopes scopes = run.scopes();
    if (run.kind().isEnhanced() || !run.isMultiFrame()) {
      int macro = Tag.PositionerPositionSequence;
      Optional<double[]> angles = scopes.perFrame(macro, angleTag);
      if (angles.isPresent() && scopes.frames() > 1) {
        return AxisAngles.ofFrames(angles.get());
      }
      Optional<double[]> some = scopes.ofSomeFrames(macro, angleTag);
      if (some.isPresent()) {
        return AxisAngles.ofFrames(some.get());
      }
      if (run.kind().isEnhanced()) {
        OptionalDouble shared = scopes.constant(macro, angleTag, 0).single();
        Optional<IsocenterSystem> room = IsocenterSystem.of(run);
        if (room.isPresent() && !scopes.holds(macro, Tag.PositionerPrimaryAngle)) {
          finding.note("there are no positioner angles; isocentre angles (0018,9462) were read");
          return room.get().inPlaceOfPositioner(angleTag == Tag.PositionerPrimaryAngle);
        }
        return AxisAngles.ofIncrements(shared.isPresent() ? shared : stationAngle);
      }
      return scopes.frames() == 1
          ? AxisAngles.ofIncrements(run.first().getDouble(angleTag))
          : AxisAngles.unknown();
    }
    OptionalDouble first = finite(run.first().getDouble(angleTag));
    if (first.isEmpty() && stationAngle.isPresent()) {
      finding.note("secondary angle %.2f° from station entry", stationAngle.getAsDouble());
      first = stationAngle;
    }
    OptionalDouble expected =
        station.map(s -> s.geometry().firstAngleDeg()).orElse(OptionalDouble.empty());
    if (first.isEmpty() && angleTag == Tag.PositionerPrimaryAngle && expected.isPresent()) {
      finding.note("first primary angle %.2f° from station entry", expected.getAsDouble());
      first = expected;
    }
    double[] increments = increments(incrementTag);
    if (increments.length == 0 && !run.first().getStrings(incrementTag).isEmpty()) {
      garbledTag = incrementTag;
      increments = new double[2]; // neither one value nor one for each frame: refused as such
    }
    return AxisAngles.ofIncrements(first, increments);
  }

  /** The values of a list; what follows a backslash behind the last one is no value. */
  private double[] increments(int tag) {
    List<String> texts = run.first().getStrings(tag);
    int last = texts.size() - 1;
    if (last < 1 || !texts.get(last).isEmpty() || last != run.scopes().frames()) {
      return run.first().getDoubles(tag);
    }
    DataSet mended = new DataSet();
    mended.setString(tag, texts.subList(0, last).toArray(String[]::new));
    finding.warning(Dictionary.describe(tag) + " ends with a backslash without a value after it");
    return mended.getDoubles(tag);
  }

  private static OptionalDouble finite(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  /** Turns a refusal into an obstacle. */
  void report(AngleDecision.Refused refused) {
    if (garbledTag != 0) {
      finding.obstacle(
          ObstacleCode.ANGLES_NO_NUMBERS,
          garbledTag,
          "the values are no numbers as DICOM writes them");
      return;
    }
    finding.obstacle(refused.code(), refused.tag(), refused.sentence(), remedy(refused));
  }

  private String remedy(AngleDecision.Refused refused) {
    return switch (refused.code()) {
      case ANGLES_AMBIGUOUS, ANGLES_UNREADABLE, NOT_MONOTONE, ARC_TOO_LARGE ->
          prescription(refused.prescribable());
      default -> refused.code().remedy();
    };
  }

  private String prescription(List<AngleReading> readings) {
    boolean firstAbsent =
        run.isMultiFrame()
            && !run.kind().isEnhanced()
            && run.first().getDouble(Tag.PositionerPrimaryAngle).isEmpty();
    if (firstAbsent) {
      return "station entry: firstAngleDeg, if all runs of the station begin at the same angle";
    }
    if (readings.isEmpty()) {
      return ObstacleCode.ANGLES_UNREADABLE.remedy();
    }
    return ObstacleCode.ANGLES_AMBIGUOUS.remedy(
        readings.stream()
            .map(r -> r.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(" or ")));
  }
}
