package org.rotavox.acquisition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.acquisition.sidecar.SideCarException;
import org.rotavox.acquisition.sidecar.SideCarFit;
import org.rotavox.acquisition.sidecar.SideCarGeometry;
import org.rotavox.acquisition.sidecar.SideCarReader;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.model.ObstacleCode;

/** Finds the geometry file of a run and brings its matrices into the project's axes. */
final class RunSideCar {

  private final RunInstances run;
  private final StationProfile.SideCar settings;
  private final Finding finding;

  RunSideCar(RunInstances run, StationProfile.SideCar settings, Finding finding) {
    this.run = run;
    this.settings = settings;
    this.finding = finding;
  }

  /**
   * Returns the matrices of the run.
   *
   * @param detector the detector's pixels in its own orientation
   * @param header the matrices that the header alone leads to; empty if it leads to none
   * @return empty if there is no file for this run (with a note) or none that fits (with an
   *     obstacle)
   */
  Optional<List<ProjectionMatrix>> matrices(
      DetectorGrid detector, Optional<List<ProjectionMatrix>> header) throws IOException {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      finding.note("the side-car folder holds no file for this station and protocol");
      return Optional.empty();
    }
    try {
      SideCarGeometry geometry = SideCarReader.read(file.get());
      if (header.isPresent()) {
        SideCarFit.Fitted fitted = new SideCarFit(detector, header.get()).fit(geometry);
        finding.note("%s", fitted.note());
        return Optional.of(fitted.matrices());
      }
      return declared(geometry, detector);
    } catch (SideCarException e) {
      refuse(String.valueOf(e.getMessage()), ObstacleCode.SIDE_CAR_UNUSABLE.remedy());
      return Optional.empty();
    }
  }

  private Optional<List<ProjectionMatrix>> declared(SideCarGeometry geometry, DetectorGrid detector)
      throws SideCarException {
    if (settings.axes().isEmpty() || settings.image().isEmpty()) {
      refuse(
          "the header has no angles to find out the axes of the geometry file with",
          "station entry: sideCarAxes and sideCarImage");
      return Optional.empty();
    }
    if (geometry.matrices().size() != run.scopes().frames()) {
      throw new SideCarException(
          geometry.matrices().size() + " views for a run of " + run.scopes().frames() + " frames");
    }
    finding.note("side-car axes %s as declared", settings.axes().get().name());
    return Optional.of(
        SideCarFit.declared(geometry, detector, settings.axes().get(), settings.image().get()));
  }

  private void refuse(String sentence, String remedy) {
    finding.obstacle(
        ObstacleCode.SIDE_CAR_UNUSABLE,
        ObstacleCode.SIDE_CAR_UNUSABLE.attribute(),
        "the geometry file cannot be used: " + sentence,
        remedy);
  }

  private Optional<Path> file() {
    if (!Files.isDirectory(settings.path())) {
      return Optional.of(settings.path());
    }
    String station = safe(run.first().getString(Tag.StationName, ""));
    String protocol = safe(run.first().getString(Tag.ProtocolName, ""));
    List<String> names = new ArrayList<>();
    if (!station.isEmpty()) {
      if (!protocol.isEmpty()) {
        names.add(station + "--" + protocol);
      }
      names.add(station);
    }
    for (String name : names) {
      for (String ending : List.of(".csv", ".xml")) {
        Path candidate = settings.path().resolve(name + ending);
        if (Files.isRegularFile(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** Header text as part of a file name: it must never lead out of the folder. */
  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
  }
}
