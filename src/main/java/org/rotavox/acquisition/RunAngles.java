package org.rotavox.acquisition;

import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.orbit.AngleRule;
import org.rotavox.acquisition.orbit.AxisAngles;
import org.rotavox.dataset.Tag;

/**
 * Reads the positioner angles of a run: increments of a classic object, angles of every frame of an
 * enhanced object or of single instances.
 */
final class RunAngles {

  private static final String KEY = "station entry: angleReading";

  private final RunInstances run;
  private final Optional<StationProfile> station;
  private final Finding finding;

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

  private void noteMotion() {
    String motion = run.first().getString(Tag.PositionerMotion, "");
    if (motion.equals("STATIC")) {
      finding.note("(0018,1500) says STATIC; the angles themselves decide");
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
    double[] increments = run.first().getDoubles(incrementTag);
    if (increments.length == 0 && !run.first().getStrings(incrementTag).isEmpty()) {
      finding.note("%s has values that are no numbers", Integer.toHexString(incrementTag));
      increments = new double[2]; // neither one value nor one for each frame: refused as such
    }
    return AxisAngles.ofIncrements(first, increments);
  }

  private static OptionalDouble finite(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  /** Turns a refusal into an obstacle. */
  void report(AngleDecision.Refused refused) {
    finding.obstacle(refused.code(), refused.tag(), refused.sentence(), remedy(refused.code()));
  }

  private static String remedy(String code) {
    return switch (code) {
      case "ANGLES_AMBIGUOUS", "ANGLES_UNREADABLE", "NOT_MONOTONE", "ARC_TOO_LARGE" ->
          KEY + " prescribes the reading, if the vendor's is known";
      case "ANGLE_COUNT" -> "send the run again; if it is always so, " + KEY;
      case "STRAY_ANGLE" -> "station entry: angleToleranceDeg accepts angles off their neighbours";
      case "OTHER_ANGLE_UNREADABLE" ->
          "station entry: secondaryAngleDeg gives the angle that does not turn";
      default -> "";
    };
  }
}
