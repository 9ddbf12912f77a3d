package org.rotavox.acquisition;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.sidecar.ImageAxes;
import org.rotavox.acquisition.sidecar.PatientAxes;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * What an administrator knows about one station that its headers do not say. The first entry that
 * matches a run is used. Header values are kept unless the entry overrides them; a contradiction
 * without that permission refuses the run.
 *
 * @param name the entry's name, for notes and messages
 * @param match which runs it is for
 * @param geometry distances, spacing, isocentre
 * @param reading how angles and intensities are to be understood
 * @param sideCar where projection matrices are found; empty = none
 */
public record StationProfile(
    String name, Match match, Geometry geometry, Reading reading, Optional<SideCar> sideCar) {

  /** Returns the first of these entries that is for a run. */
  static Optional<StationProfile> matching(List<StationProfile> stations, DataSet header) {
    return stations.stream()
        .filter(
            s ->
                s.match()
                    .accepts(
                        header.getString(Tag.Manufacturer, ""),
                        header.getString(Tag.ManufacturerModelName, ""),
                        header.getString(Tag.StationName, ""),
                        header.getString(Tag.ProtocolName, "")))
        .findFirst();
  }

  /** Returns an entry that matches every run and knows nothing. */
  public static StationProfile named(String name) {
    return new StationProfile(
        name, Match.anything(), Geometry.unknown(), Reading.open(), Optional.empty());
  }

  /** Returns this entry for other runs. */
  public StationProfile withMatch(Match newMatch) {
    return new StationProfile(name, newMatch, geometry, reading, sideCar);
  }

  /** Returns this entry with another geometry. */
  public StationProfile withGeometry(Geometry newGeometry) {
    return new StationProfile(name, match, newGeometry, reading, sideCar);
  }

  /** Returns this entry with other readings. */
  public StationProfile withReading(Reading newReading) {
    return new StationProfile(name, match, geometry, newReading, sideCar);
  }

  /** Returns this entry with a side-car. */
  public StationProfile withSideCar(SideCar newSideCar) {
    return new StationProfile(name, match, geometry, reading, Optional.of(newSideCar));
  }

  /**
   * Header values that a run must have, case ignored; empty = any; a final {@code *} stands for any
   * rest.
   *
   * @param manufacturer Manufacturer (0008,0070); key {@code manufacturer}
   * @param modelName Manufacturer's Model Name (0008,1090); key {@code modelName}
   * @param stationName Station Name (0008,1010); key {@code stationName}
   * @param protocolName Protocol Name (0018,1030); key {@code protocolName}
   */
  public record Match(
      String manufacturer, String modelName, String stationName, String protocolName) {

    /** Returns the match of every run. */
    public static Match anything() {
      return new Match("", "", "", "");
    }

    boolean accepts(String manufacturer, String model, String station, String protocol) {
      return fits(this.manufacturer, manufacturer)
          && fits(this.modelName, model)
          && fits(this.stationName, station)
          && fits(this.protocolName, protocol);
    }

    private static boolean fits(String pattern, String value) {
      String p = pattern.strip().toLowerCase(Locale.ROOT);
      String v = value.strip().toLowerCase(Locale.ROOT);
      return p.isEmpty()
          || (p.endsWith("*") ? v.startsWith(p.substring(0, p.length() - 1)) : v.equals(p));
    }
  }

  /**
   * Geometry of the station; every value may be absent.
   *
   * @param sourceToDetectorMm SID; key {@code sourceToDetectorMm}
   * @param sourceToIsocenterMm SOD; key {@code sourceToIsocenterMm}
   * @param columnSpacingMm distance of neighbouring columns at the detector; key {@code
   *     columnSpacingMm}
   * @param rowSpacingMm distance of neighbouring rows at the detector; key {@code rowSpacingMm}
   * @param isocenterColumnOffsetMm how far right of the image's middle the isocentre projects to,
   *     at the detector, in the detector's own orientation; key {@code isocenterColumnOffsetMm}
   * @param isocenterRowOffsetMm how far below the middle; key {@code isocenterRowOffsetMm}
   * @param secondaryAngleDeg the angle that does not turn, where the header has none; where it has
   *     one, its mean over the run must be this within 1°; key {@code secondaryAngleDeg}
   * @param firstAngleDeg what the turning angle of the first frame must be within 1°; key {@code
   *     firstAngleDeg}
   * @param lastAngleDeg what the turning angle of the last frame must be within 1°; key {@code
   *     lastAngleDeg}
   * @param overridesHeader true if these values replace different ones in the header; key {@code
   *     overridesHeader}
   */
  public record Geometry(
      OptionalDouble sourceToDetectorMm,
      OptionalDouble sourceToIsocenterMm,
      OptionalDouble columnSpacingMm,
      OptionalDouble rowSpacingMm,
      double isocenterColumnOffsetMm,
      double isocenterRowOffsetMm,
      OptionalDouble secondaryAngleDeg,
      OptionalDouble firstAngleDeg,
      OptionalDouble lastAngleDeg,
      boolean overridesHeader) {

    /** Returns a geometry of which nothing is known. */
    public static Geometry unknown() {
      OptionalDouble none = OptionalDouble.empty();
      return new Geometry(none, none, none, none, 0, 0, none, none, none, false);
    }

    /** Returns a geometry with these distances and a square pixel. */
    public static Geometry of(double sidMm, double sodMm, double spacingMm) {
      return new Geometry(
          OptionalDouble.of(sidMm),
          OptionalDouble.of(sodMm),
          OptionalDouble.of(spacingMm),
          OptionalDouble.of(spacingMm),
          0,
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          false);
    }

    /** Returns this geometry with the arc that every run of the station has. */
    public Geometry withArc(double firstDeg, double lastDeg, double secondaryDeg) {
      return new Geometry(
          sourceToDetectorMm,
          sourceToIsocenterMm,
          columnSpacingMm,
          rowSpacingMm,
          isocenterColumnOffsetMm,
          isocenterRowOffsetMm,
          OptionalDouble.of(secondaryDeg),
          OptionalDouble.of(firstDeg),
          OptionalDouble.of(lastDeg),
          overridesHeader);
    }

    /** Returns this geometry, replacing what the header says. */
    public Geometry overriding() {
      return new Geometry(
          sourceToDetectorMm,
          sourceToIsocenterMm,
          columnSpacingMm,
          rowSpacingMm,
          isocenterColumnOffsetMm,
          isocenterRowOffsetMm,
          secondaryAngleDeg,
          firstAngleDeg,
          lastAngleDeg,
          true);
    }
  }

  /**
   * Readings that are prescribed instead of found out.
   *
   * @param angles how the angle increments are read; key {@code angleReading}
   * @param angleToleranceDeg how far a single angle may lie off its neighbours, degrees; key {@code
   *     angleToleranceDeg}
   * @param intensity how pixel values follow from intensity; key {@code intensityReading}
   * @param unattenuatedPixelValue the stored value where nothing attenuates, the same in all
   *     frames: for objects that fill every image; key {@code unattenuatedPixelValue}
   * @param unconfirmed what becomes of a run with values that nothing repeats; empty = as
   *     everywhere; key {@code unconfirmed}
   */
  public record Reading(
      Optional<AngleReading> angles,
      double angleToleranceDeg,
      Optional<IntensityReading> intensity,
      OptionalInt unattenuatedPixelValue,
      Optional<AcquisitionSettings.Unconfirmed> unconfirmed) {

    /** Returns readings that are all found out. */
    public static Reading open() {
      return new Reading(
          Optional.empty(), 0, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** Returns readings with a prescribed one of the angles. */
    public static Reading ofAngles(AngleReading reading) {
      return new Reading(
          Optional.of(reading), 0, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }
  }

  /**
   * Where projection matrices are found.
   *
   * @param path a geometry file, or a folder with one file for each station and protocol: {@code
   *     STATION--PROTOCOL.csv} or {@code STATION.csv} ({@code .xml} likewise), every character but
   *     letters, digits, dot, hyphen and underscore replaced by an underscore; key {@code sideCar}
   * @param axes the file's patient axes, needed only where the header has no angles to find them
   *     out; key {@code sideCarAxes}
   * @param image how the file counts columns and rows, needed only there; key {@code sideCarImage}
   */
  public record SideCar(Path path, Optional<PatientAxes> axes, Optional<ImageAxes> image) {

    /** Returns a side-car whose axes are found out. */
    public static SideCar at(Path path) {
      return new SideCar(path, Optional.empty(), Optional.empty());
    }
  }
}
