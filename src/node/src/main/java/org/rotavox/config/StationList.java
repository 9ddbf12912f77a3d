package org.rotavox.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rotavox.acquisition.StationProfile;
import org.rotavox.acquisition.sidecar.ImageAxes;
import org.rotavox.acquisition.sidecar.PatientAxes;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** Reads {@code stations} of {@code rotavox.yaml}. */
final class StationList {

  private StationList() {}

  static List<StationProfile> read(Section file, Path folder) {
    List<StationProfile> stations = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Section section : file.groups("stations", StationKeys.NAME.name())) {
      List<String> allowed = new ArrayList<>(StationKeys.MAIN.stream().map(Key::name).toList());
      allowed.add(StationKeys.MATCH.name());
      section.allow(allowed);
      StationProfile station = station(section, folder);
      Integer first = lines.putIfAbsent(station.name(), section.map().place().line());
      if (first != null && !station.name().isEmpty()) {
        section.contradiction(
            StationKeys.NAME.name(),
            "the station entry `" + station.name() + "` stands here twice",
            "the first is in line " + first);
      }
      stations.add(station);
    }
    return List.copyOf(stations);
  }

  private static StationProfile station(Section section, Path folder) {
    String name = section.value(StationKeys.NAME).orElse("");
    Section match = section.section(StationKeys.MATCH.name());
    match.allow(StationKeys.MATCH.names());
    return new StationProfile(
        name,
        new StationProfile.Match(
            match.value(StationKeys.MANUFACTURER).orElse(""),
            match.value(StationKeys.MODEL_NAME).orElse(""),
            match.value(StationKeys.STATION_NAME).orElse(""),
            match.value(StationKeys.PROTOCOL_NAME).orElse("")),
        geometry(section),
        new StationProfile.Reading(
            section.given(StationKeys.ANGLE_READING),
            section.value(StationKeys.ANGLE_TOLERANCE_DEG).orElse(0.0),
            section.given(StationKeys.INTENSITY_READING),
            section
                .given(StationKeys.UNATTENUATED_PIXEL_VALUE)
                .map(v -> OptionalInt.of((int) Math.rint(v)))
                .orElse(OptionalInt.empty()),
            section.given(StationKeys.UNCONFIRMED)),
        sideCar(section, folder));
  }

  private static StationProfile.Geometry geometry(Section section) {
    OptionalDouble sid = number(section, StationKeys.SOURCE_TO_DETECTOR_MM);
    OptionalDouble sod = number(section, StationKeys.SOURCE_TO_ISOCENTER_MM);
    if (sid.isPresent() && sod.isPresent() && sod.getAsDouble() >= sid.getAsDouble()) {
      section.contradiction(
          StationKeys.SOURCE_TO_ISOCENTER_MM.name(),
          "the isocentre lies behind the detector",
          "sourceToIsocenterMm must be less than sourceToDetectorMm");
    }
    return new StationProfile.Geometry(
        sid,
        sod,
        number(section, StationKeys.COLUMN_SPACING_MM),
        number(section, StationKeys.ROW_SPACING_MM),
        section.value(StationKeys.ISOCENTER_COLUMN_OFFSET_MM).orElse(0.0),
        section.value(StationKeys.ISOCENTER_ROW_OFFSET_MM).orElse(0.0),
        number(section, StationKeys.SECONDARY_ANGLE_DEG),
        number(section, StationKeys.FIRST_ANGLE_DEG),
        number(section, StationKeys.LAST_ANGLE_DEG),
        section.value(StationKeys.OVERRIDES_HEADER).orElse(false));
  }

  private static OptionalDouble number(Section section, Key<Double> key) {
    Optional<Double> value = section.given(key);
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static Optional<StationProfile.SideCar> sideCar(Section section, Path folder) {
    Optional<Path> path = section.given(StationKeys.SIDE_CAR);
    Optional<PatientAxes> axes = section.given(StationKeys.SIDE_CAR_AXES);
    Optional<ImageAxes> image = section.given(StationKeys.SIDE_CAR_IMAGE);
    if (path.isEmpty() && (axes.isPresent() || image.isPresent())) {
      section.contradiction(
          axes.isPresent() ? StationKeys.SIDE_CAR_AXES.name() : StationKeys.SIDE_CAR_IMAGE.name(),
          "the axes of a side-car without a side-car",
          "write `sideCar` or remove the key");
    }
    return path.map(
        p ->
            new StationProfile.SideCar(
                folder.resolve(p).toAbsolutePath().normalize(), axes, image));
  }
}
