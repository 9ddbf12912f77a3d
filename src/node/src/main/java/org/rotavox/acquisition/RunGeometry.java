package org.rotavox.acquisition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.Distances;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.model.ObstacleCode;

/**
 * Reads distances, pixel spacing and the orientation of the stored image; what the header lacks is
 * taken from the station's entry.
 */
final class RunGeometry {

  private static final double SMALLEST_DETECTOR_MM = 60;
  private static final double LARGEST_DETECTOR_MM = 600;
  private static final double SAME_DISTANCE_MM = 1;
  private static final double CONTRADICTION = 0.01;

  private final RunInstances run;
  private final Optional<StationProfile> station;
  private final Finding finding;
  private boolean fromStation;

  RunGeometry(RunInstances run, Optional<StationProfile> station, Finding finding) {
    this.run = run;
    this.station = station;
    this.finding = finding;
  }

  /** Returns true if anything came from the station's entry. */
  boolean fromStation() {
    return fromStation;
  }

  /** Returns the C-arm with the detector in its own orientation; empty with an obstacle. */
  Optional<CArm> carm(PixelMap toDetector) {
    Optional<Distances> distances = distances();
    Optional<DetectorGrid> stored = storedGrid();
    if (distances.isEmpty() || stored.isEmpty()) {
      return Optional.empty();
    }
    DetectorGrid grid = stored.get();
    boolean turned = toDetector.cc() == 0;
    DetectorGrid detector =
        new DetectorGrid(
            toDetector.columns(),
            toDetector.rows(),
            turned ? grid.rowSpacingMm() : grid.columnSpacingMm(),
            turned ? grid.columnSpacingMm() : grid.rowSpacingMm());
    return Optional.of(
        new CArm(
            distances.get().sourceToIsocenterMm(), distances.get().sourceToDetectorMm(), detector));
  }

  private Optional<Distances> distances() {
    FrameScopes scopes = run.scopes();
    int macro = Tag.XRayGeometrySequence;
    FrameScopes.Constant sid =
        scopes.constant(macro, Tag.DistanceSourceToDetector, SAME_DISTANCE_MM);
    FrameScopes.Constant sod =
        run.kind().isEnhanced()
            ? scopes.constant(macro, Tag.DistanceSourceToIsocenter, SAME_DISTANCE_MM)
            : scopes.constant(macro, Tag.DistanceSourceToPatient, SAME_DISTANCE_MM);
    if (sid.changes() || sod.changes()) {
      finding.obstacle(
          ObstacleCode.GEOMETRY_CHANGES,
          Tag.DistanceSourceToDetector,
          "the distances change within the run");
      return Optional.empty();
    }
    OptionalDouble magnification =
        scopes.constant(macro, Tag.EstimatedRadiographicMagnificationFactor, 1e-3).single();
    OptionalDouble stationSid =
        station.map(s -> s.geometry().sourceToDetectorMm()).orElse(OptionalDouble.empty());
    OptionalDouble stationSod =
        station.map(s -> s.geometry().sourceToIsocenterMm()).orElse(OptionalDouble.empty());
    boolean overrides = station.map(s -> s.geometry().overridesHeader()).orElse(false);
    if (overrides && stationSid.isPresent() && stationSod.isPresent()) {
      magnification = OptionalDouble.empty();
    }
    OptionalDouble headerSod = settledSod(sod.single(), stationSod);
    if (headerSod.isEmpty() && sod.single().isPresent()) {
      return Optional.empty();
    }
    Distances.Result result =
        Distances.of(
            merged(sid.single(), stationSid, "SID"),
            merged(headerSod, stationSod, "SOD"),
            magnification);
    finding.notes(result.notes());
    boolean three = sid.single().isPresent() && sod.single().isPresent();
    if (!(three && magnification.isPresent()) && (stationSid.isEmpty() || stationSod.isEmpty())) {
      finding.unconfirmed("distances");
    }
    if (result.code().isPresent()) {
      finding.obstacle(
          result.code().get(),
          result.sentence()
              + OddNumbers.said(
                  run.first(),
                  Tag.DistanceSourceToDetector,
                  Tag.DistanceSourceToPatient,
                  Tag.EstimatedRadiographicMagnificationFactor));
    }
    return result.distances();
  }

  /**
   * The header's source to isocentre, where a private element says another one and nothing in the
   * header explains it: a station entry decides, else there is an obstacle and no distance.
   */
  private OptionalDouble settledSod(OptionalDouble header, OptionalDouble entry) {
    Optional<PrivateIsocenter> found =
        PrivateIsocenter.of(run.first()).filter(PrivateIsocenter::contradicts);
    if (found.isEmpty() || header.isEmpty()) {
      return header;
    }
    double own = found.get().privateMm();
    boolean overrides = station.map(s -> s.geometry().overridesHeader()).orElse(false);
    if (entry.isPresent() && (overrides || isNear(header.getAsDouble(), entry.getAsDouble()))) {
      return header;
    }
    if (entry.isPresent() && isNear(own, entry.getAsDouble())) {
      finding.note("SOD %.1f mm from a private element, as the station entry says", own);
      return OptionalDouble.of(own);
    }
    finding.obstacle(
        ObstacleCode.DISTANCES_CONTRADICT,
        Tag.DistanceSourceToPatient,
        String.format(
            Locale.ROOT,
            "(0018,1111) says %.1f mm, source to isocentre is %.1f mm in the private element %s, and"
                + " no magnification explains the difference: the first may be the distance to the"
                + " patient",
            header.getAsDouble(),
            own,
            PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.inWords()),
        ObstacleCode.DISTANCES_MISSING.remedy() + ", which decides between the two");
    return OptionalDouble.empty();
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(a / b - 1) <= CONTRADICTION;
  }

  /** The header's value, or the station's where that is absent or allowed to override it. */
  private OptionalDouble merged(OptionalDouble header, OptionalDouble entry, String what) {
    boolean present = header.isPresent() && header.getAsDouble() > 0;
    if (entry.isEmpty()) {
      return header;
    }
    double value = entry.getAsDouble();
    if (!present) {
      fromStation = true;
      finding.note("%s %.2f mm from station entry", what, value);
      return entry;
    }
    if (isNear(header.getAsDouble(), value)) {
      return header;
    }
    if (station.map(s -> s.geometry().overridesHeader()).orElse(false)) {
      fromStation = true;
      finding.note(
          "%s %.2f mm from station entry instead of %.2f", what, value, header.getAsDouble());
      return entry;
    }
    finding.obstacle(
        ObstacleCode.STATION_CONTRADICTS,
        String.format(
            Locale.ROOT,
            "the header says %s %.2f mm, the station entry %.2f mm",
            what,
            header.getAsDouble(),
            value));
    return header;
  }

  /** The grid of the stored image, spacing at the detector. */
  private Optional<DetectorGrid> storedGrid() {
    FrameScopes.Constant spacing =
        run.scopes().constant(Tag.FramePixelDataPropertiesSequence, Tag.ImagerPixelSpacing, 1e-4);
    if (spacing.changes()) {
      finding.obstacle(
          ObstacleCode.GEOMETRY_CHANGES,
          Tag.ImagerPixelSpacing,
          "the pixel spacing changes within the run");
      return Optional.empty();
    }
    List<Double> header = spacing.values().size() == 2 ? spacing.values() : List.of();
    OptionalDouble row =
        merged(
            header.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(header.get(0)),
            station.map(s -> s.geometry().rowSpacingMm()).orElse(OptionalDouble.empty()),
            "row spacing");
    OptionalDouble column =
        merged(
            header.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(header.get(1)),
            station.map(s -> s.geometry().columnSpacingMm()).orElse(OptionalDouble.empty()),
            "column spacing");
    int columns = run.first().getInt(Tag.Columns, 0);
    int rows = run.first().getInt(Tag.Rows, 0);
    if (!(row.orElse(0) > 0) || !(column.orElse(0) > 0)) {
      finding.obstacle(
          ObstacleCode.SPACING_MISSING,
          "the size of a detector pixel is not known"
              + OddNumbers.said(run.first(), Tag.ImagerPixelSpacing));
      return Optional.empty();
    }
    double width = columns * column.getAsDouble();
    double height = rows * row.getAsDouble();
    if (Math.min(width, height) < SMALLEST_DETECTOR_MM
        || !(Math.max(width, height) <= LARGEST_DETECTOR_MM)) {
      finding.obstacle(
          ObstacleCode.SPACING_IMPLAUSIBLE,
          String.format(Locale.ROOT, "the detector would be %.0f × %.0f mm", width, height));
      return Optional.empty();
    }
    DetectorGrid grid = new DetectorGrid(columns, rows, column.getAsDouble(), row.getAsDouble());
    boolean byStation =
        station
            .map(StationProfile::geometry)
            .filter(g -> g.rowSpacingMm().isPresent() && g.columnSpacingMm().isPresent())
            .isPresent();
    boolean overridden =
        byStation && station.map(s -> s.geometry().overridesHeader()).orElse(false);
    if (!overridden && !new SpacingChecks(run, finding).compare(grid) && !byStation) {
      finding.unconfirmed("pixelSpacing");
    }
    return Optional.of(grid);
  }
}
