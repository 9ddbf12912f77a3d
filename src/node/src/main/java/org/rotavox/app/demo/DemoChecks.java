package org.rotavox.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.Landmark;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Volume;

/** What the demo checks on the series that the archive holds. */
record DemoChecks(Path run, EllipsoidPhantom phantom, List<Path> files, Volume volume) {

  /** Noise and the cone angle leave less than this within the inner head, HU. */
  private static final double LARGEST_RMSE_HU = 80;

  private static final Calibration TRUE_SCALE = Calibration.water(EllipsoidPhantom.WATER_PER_MM);
  private static final double RMSE_RADIUS_MM = 55;
  private static final double LARGEST_LANDMARK_ERROR_HU = 25;
  private static final double LARGEST_RELATIVE_ERROR = 0.1;

  List<DemoCheck> all(int slices) throws IOException {
    List<DemoCheck> checks = new ArrayList<>();
    checks.add(sameStudyOneSeries(slices));
    for (Landmark landmark : phantom.landmarks()) {
      checks.add(value(landmark));
      if (isBall(landmark)) {
        checks.add(place(landmark));
        checks.add(mirrors(landmark));
      }
    }
    checks.add(rmse());
    return checks;
  }

  private DemoCheck sameStudyOneSeries(int slices) throws IOException {
    DataSet source = DicomFile.read(run).dataSet();
    Set<String> series = new TreeSet<>();
    boolean sameStudy = true;
    for (Path file : files) {
      DataSet slice = DicomFile.read(file).dataSet();
      series.add(slice.getString(Tag.SeriesInstanceUID, ""));
      for (int tag : new int[] {Tag.StudyInstanceUID, Tag.PatientID, Tag.PatientName}) {
        sameStudy &= slice.getStrings(tag).equals(source.getStrings(tag));
      }
    }
    return new DemoCheck(
        "slices in the archive",
        files.size() + " in " + series.size() + " series" + (sameStudy ? "" : ", other study"),
        slices + " in 1 series of the same study",
        files.size() == slices && series.size() == 1 && sameStudy);
  }

  /** Small dense balls tell left from right, front from back, head from feet. */
  private static boolean isBall(Landmark landmark) {
    return landmark.name().contains("ball");
  }

  private double voxelMm() {
    return Math.max(
        volume.grid().spacingXMm(),
        Math.max(volume.grid().spacingYMm(), volume.grid().spacingZMm()));
  }

  private DemoCheck value(Landmark landmark) {
    double mean =
        new VolumeProbe(volume)
            .mean(landmark.center(), Math.max(voxelMm(), landmark.radiusMm() - 1.5 * voxelMm()));
    double tolerance =
        Math.max(
            LARGEST_LANDMARK_ERROR_HU, LARGEST_RELATIVE_ERROR * Math.abs(landmark.expectedHu()));
    return new DemoCheck(
        landmark.name(),
        words("%.0f HU", mean),
        words("%.0f ± %.0f HU", landmark.expectedHu(), tolerance),
        Math.abs(mean - landmark.expectedHu()) <= tolerance);
  }

  private DemoCheck place(Landmark landmark) {
    double surroundings = surroundings(landmark);
    Vector3 found =
        new VolumeProbe(volume)
            .centroidAbove(
                (landmark.expectedHu() + surroundings) / 2,
                landmark.center(),
                1.3 * landmark.radiusMm());
    return new DemoCheck(
        "  its place",
        place(found),
        place(landmark.center()) + words(" ± %.1f mm", voxelMm()),
        found.minus(landmark.center()).length() <= voxelMm());
  }

  /** The seven mirror images of its place must look like the phantom there, not like the ball. */
  private DemoCheck mirrors(Landmark landmark) {
    double contrast = Math.abs(landmark.expectedHu() - surroundings(landmark));
    double radius = Math.max(voxelMm(), landmark.radiusMm() - 1.5 * voxelMm());
    double largest = 0;
    for (int mirror = 1; mirror < 8; mirror++) {
      Vector3 c = landmark.center();
      Vector3 mirrored =
          new Vector3(
              (mirror & 1) == 0 ? c.x() : -c.x(),
              (mirror & 2) == 0 ? c.y() : -c.y(),
              (mirror & 4) == 0 ? c.z() : -c.z());
      double truth = TRUE_SCALE.toHu(phantom.muAt(mirrored));
      largest = Math.max(largest, Math.abs(new VolumeProbe(volume).mean(mirrored, radius) - truth));
    }
    return new DemoCheck(
        "  its seven mirror images",
        words("as the phantom to %.0f HU", largest),
        words("at most %.0f HU", contrast / 4),
        largest <= contrast / 4);
  }

  private double surroundings(Landmark landmark) {
    Vector3 beside = landmark.center().plus(new Vector3(0, 0, 1.6 * landmark.radiusMm()));
    return new VolumeProbe(volume).mean(beside, voxelMm());
  }

  private DemoCheck rmse() {
    double rmse = new VolumeProbe(volume).rmse(phantom.truth(volume.grid()), RMSE_RADIUS_MM);
    return new DemoCheck(
        words("RMSE within %.0f mm", RMSE_RADIUS_MM),
        words("%.1f HU", rmse),
        words("at most %.0f HU", LARGEST_RMSE_HU),
        rmse <= LARGEST_RMSE_HU);
  }

  private static String place(Vector3 p) {
    return words(
        "%s %.1f, %s %.1f, %s %.1f",
        p.x() < 0 ? "R" : "L",
        Math.abs(p.x()),
        p.y() < 0 ? "A" : "P",
        Math.abs(p.y()),
        p.z() < 0 ? "F" : "H",
        Math.abs(p.z()));
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
