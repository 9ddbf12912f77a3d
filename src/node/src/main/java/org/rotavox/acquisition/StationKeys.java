package org.rotavox.acquisition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.sidecar.ImageAxes;
import org.rotavox.acquisition.sidecar.PatientAxes;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of each entry of {@code stations} in {@code rotavox.yaml}, and how they are read. */
public final class StationKeys {

  private static final String FROM_HEADER = "from the header";
  private static final String FOUND_OUT = "found out";

  static final Key<String> NAME =
      Key.required("name", Format.NAME, "name of the entry in log and messages");

  static final Key<String> MANUFACTURER =
      Key.of("manufacturer", Format.TEXT, "", "Manufacturer (0008,0070)");
  static final Key<String> MODEL_NAME =
      Key.of("modelName", Format.TEXT, "", "Manufacturer's Model Name (0008,1090)");
  static final Key<String> STATION_NAME =
      Key.of("stationName", Format.TEXT, "", "Station Name (0008,1010)");
  static final Key<String> PROTOCOL_NAME =
      Key.of("protocolName", Format.TEXT, "", "Protocol Name (0018,1030)");

  public static final Key<Double> SOURCE_TO_DETECTOR_MM =
      fromHeader("sourceToDetectorMm", 100, 5000, "distance from source to detector (SID), mm");
  public static final Key<Double> SOURCE_TO_ISOCENTER_MM =
      fromHeader("sourceToIsocenterMm", 50, 5000, "distance from source to isocentre (SOD), mm");
  public static final Key<Double> COLUMN_SPACING_MM =
      fromHeader(
          "columnSpacingMm", 0.01, 20, "distance of neighbouring columns at the detector, mm");
  static final Key<Double> ROW_SPACING_MM =
      fromHeader("rowSpacingMm", 0.01, 20, "distance of neighbouring rows at the detector, mm");
  static final Key<Double> ISOCENTER_COLUMN_OFFSET_MM =
      Key.of(
          "isocenterColumnOffsetMm",
          Format.number(-500, 500),
          "0",
          "how far right of the image's middle the isocentre projects to, at the detector, mm");
  static final Key<Double> ISOCENTER_ROW_OFFSET_MM =
      Key.of(
          "isocenterRowOffsetMm",
          Format.number(-500, 500),
          "0",
          "how far below the image's middle the isocentre projects to, at the detector, mm");
  static final Key<Double> SECONDARY_ANGLE_DEG =
      fromHeader(
          "secondaryAngleDeg",
          -180,
          180,
          "the angle that does not turn, degrees; where the header has one, it must agree within"
              + " 1°");
  static final Key<Double> FIRST_ANGLE_DEG =
      expected("firstAngleDeg", "the turning angle of the first frame must be this within 1°");
  static final Key<Double> LAST_ANGLE_DEG =
      expected("lastAngleDeg", "the turning angle of the last frame must be this within 1°");
  static final Key<Boolean> OVERRIDES_HEADER =
      Key.of(
          "overridesHeader",
          Format.BOOLEAN,
          "false",
          "true = these values replace different ones in the header; false = a contradiction"
              + " refuses the run");

  static final Key<AngleReading> ANGLE_READING =
      new Key<>(
          "angleReading",
          Format.choice(AngleReading.class),
          Optional.of(FOUND_OUT),
          "how the angle increments are read");
  static final Key<Double> ANGLE_TOLERANCE_DEG =
      Key.of(
          "angleToleranceDeg",
          Format.number(0, 10),
          "0",
          "how far a single angle may lie off its neighbours, degrees");
  static final Key<IntensityReading> INTENSITY_READING =
      new Key<>(
          "intensityReading",
          Format.choice(IntensityReading.class),
          Optional.of(FOUND_OUT),
          "how pixel values follow from the X-ray intensity");
  static final Key<Double> UNATTENUATED_PIXEL_VALUE =
      new Key<>(
          "unattenuatedPixelValue",
          Format.number(-32768, 65535),
          Optional.of(FOUND_OUT),
          "the stored value where nothing attenuates, for objects that fill every image; only"
              + " where the dose is the same in all frames");
  static final Key<AcquisitionSettings.Unconfirmed> UNCONFIRMED =
      new Key<>(
          "unconfirmed",
          Format.choice(AcquisitionSettings.Unconfirmed.class),
          Optional.of("as `acquisition` says"),
          "what becomes of a run with values of the geometry that nothing repeats");

  static final Key<Path> SIDE_CAR =
      new Key<>(
          "sideCar",
          Format.PATH,
          Optional.of("none"),
          "a file with projection matrices, or a folder with one for each station and protocol;"
              + " relative to the configuration folder");
  static final Key<PatientAxes> SIDE_CAR_AXES =
      new Key<>(
          "sideCarAxes",
          new Format<>(
              "three letters of LRPASI, right-handed, such as LPS or LSA", PatientAxes::named),
          Optional.of(FOUND_OUT),
          "where the x, y and z axes of the side-car point in the patient");
  static final Key<ImageAxes> SIDE_CAR_IMAGE =
      new Key<>(
          "sideCarImage",
          Format.choice(ImageAxes.class),
          Optional.of(FOUND_OUT),
          "how the side-car counts columns and rows, compared with the image");

  public static final Group STATION =
      new Group(
          "stations",
          "What is known of stations beyond their headers; the first entry that matches a run is"
              + " used.",
          List.of(
              NAME,
              SOURCE_TO_DETECTOR_MM,
              SOURCE_TO_ISOCENTER_MM,
              COLUMN_SPACING_MM,
              ROW_SPACING_MM,
              ISOCENTER_COLUMN_OFFSET_MM,
              ISOCENTER_ROW_OFFSET_MM,
              SECONDARY_ANGLE_DEG,
              FIRST_ANGLE_DEG,
              LAST_ANGLE_DEG,
              OVERRIDES_HEADER,
              ANGLE_READING,
              ANGLE_TOLERANCE_DEG,
              INTENSITY_READING,
              UNATTENUATED_PIXEL_VALUE,
              UNCONFIRMED,
              SIDE_CAR,
              SIDE_CAR_AXES,
              SIDE_CAR_IMAGE));

  public static final Group MATCH =
      new Group(
          "match",
          "Header values of the runs that the entry is for: empty = any, a final * = any rest.",
          List.of(MANUFACTURER, MODEL_NAME, STATION_NAME, PROTOCOL_NAME));

  private StationKeys() {}

  private static Key<Double> expected(String name, String meaning) {
    return new Key<>(name, Format.number(-360, 360), Optional.of("any"), meaning);
  }

  private static Key<Double> fromHeader(String name, double least, double most, String meaning) {
    return new Key<>(name, Format.number(least, most), Optional.of(FROM_HEADER), meaning);
  }

  /**
   * Reads the list.
   *
   * @param folder that paths are relative to
   */
  public static List<StationProfile> read(Section file, Path folder) {
    List<StationProfile> stations = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Section section : file.groups(STATION.name(), NAME.name())) {
      section.allow(STATION, MATCH.name());
      StationProfile station = station(section, folder);
      Integer first = lines.putIfAbsent(station.name(), section.map().place().line());
      if (first != null && !station.name().isEmpty()) {
        section.contradiction(
            NAME.name(),
            "the station entry `" + station.name() + "` occurs twice",
            "the first is in line " + first);
      }
      stations.add(station);
    }
    return List.copyOf(stations);
  }

  private static StationProfile station(Section section, Path folder) {
    String name = section.value(NAME).orElse("");
    Section match = section.section(MATCH);
    return new StationProfile(
        name,
        new StationProfile.Match(
            match.orDefault(MANUFACTURER),
            match.orDefault(MODEL_NAME),
            match.orDefault(STATION_NAME),
            match.orDefault(PROTOCOL_NAME)),
        geometry(section),
        new StationProfile.Reading(
            section.given(ANGLE_READING),
            section.orDefault(ANGLE_TOLERANCE_DEG),
            section.given(INTENSITY_READING),
            section
                .given(UNATTENUATED_PIXEL_VALUE)
                .map(v -> OptionalInt.of((int) Math.rint(v)))
                .orElse(OptionalInt.empty()),
            section.given(UNCONFIRMED)),
        sideCar(section, folder));
  }

  private static StationProfile.Geometry geometry(Section section) {
    OptionalDouble sid = number(section, SOURCE_TO_DETECTOR_MM);
    OptionalDouble sod = number(section, SOURCE_TO_ISOCENTER_MM);
    if (sid.isPresent() && sod.isPresent() && sod.getAsDouble() >= sid.getAsDouble()) {
      section.contradiction(
          SOURCE_TO_ISOCENTER_MM.name(),
          "the isocentre lies behind the detector",
          "sourceToIsocenterMm must be less than sourceToDetectorMm");
    }
    return new StationProfile.Geometry(
        sid,
        sod,
        number(section, COLUMN_SPACING_MM),
        number(section, ROW_SPACING_MM),
        section.orDefault(ISOCENTER_COLUMN_OFFSET_MM),
        section.orDefault(ISOCENTER_ROW_OFFSET_MM),
        number(section, SECONDARY_ANGLE_DEG),
        number(section, FIRST_ANGLE_DEG),
        number(section, LAST_ANGLE_DEG),
        section.orDefault(OVERRIDES_HEADER));
  }

  private static OptionalDouble number(Section section, Key<Double> key) {
    Optional<Double> value = section.given(key);
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static Optional<StationProfile.SideCar> sideCar(Section section, Path folder) {
    Optional<Path> path = section.given(SIDE_CAR);
    Optional<PatientAxes> axes = section.given(SIDE_CAR_AXES);
    Optional<ImageAxes> image = section.given(SIDE_CAR_IMAGE);
    if (path.isEmpty() && (axes.isPresent() || image.isPresent())) {
      section.contradiction(
          axes.isPresent() ? SIDE_CAR_AXES.name() : SIDE_CAR_IMAGE.name(),
          "the axes of a side-car without a side-car",
          "write `sideCar` or remove the key");
    }
    return path.map(
        p ->
            new StationProfile.SideCar(
                folder.resolve(p).toAbsolutePath().normalize(), axes, image));
  }
}
