package org.rotavox.simulation;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;

/**
 * Where the frames of a simulated run are taken: angles for the header, matrices for the images.
 *
 * @param primaryDeg one for each frame
 * @param secondaryDeg one for each frame
 * @param matrices one for each frame, projecting to the detector's own image
 * @param detector the detector's pixels in its own orientation
 * @param toDetector from the stored image to the detector's
 */
public record SimulatedOrbit(
    List<Double> primaryDeg,
    List<Double> secondaryDeg,
    List<ProjectionMatrix> matrices,
    DetectorGrid detector,
    PixelMap toDetector) {

  public static SimulatedOrbit of(SimulationOptions o) {
    DetectorGrid detector = new DetectorGrid(o.columns, o.rows, o.columnSpacingMm, o.rowSpacingMm);
    CArm carm = new CArm(o.sourceToIsocenterMm, o.sourceToDetectorMm, detector);
    List<Double> turning = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    for (int i = 0; i < o.frames; i++) {
      turning.add(o.startDeg + (o.stopDeg - o.startDeg) * i / Math.max(1, o.frames - 1));
      other.add(o.otherAngleDeg);
    }
    boolean given = !o.primaryDeg.isEmpty();
    List<Double> primary = given ? o.primaryDeg : o.spinsAboutSecondary ? other : turning;
    List<Double> secondary = given ? o.secondaryDeg : o.spinsAboutSecondary ? turning : other;
    List<ProjectionMatrix> matrices = new ArrayList<>(o.matrices);
    for (int i = matrices.size(); i < o.frames; i++) {
      matrices.add(carm.at(primary.get(i), secondary.get(i)));
    }
    int quarters = o.fieldOfViewRotationDeg / 90;
    boolean turned = quarters % 2 == 1;
    int storedColumns = turned ? o.rows : o.columns;
    int storedRows = turned ? o.columns : o.rows;
    return new SimulatedOrbit(
        primary,
        secondary,
        matrices,
        detector,
        PixelMap.undoing(storedColumns, storedRows, quarters, o.fieldOfViewFlipped));
  }

  int storedColumns() {
    return toDetector.cc() == 0 ? toDetector.rows() : toDetector.columns();
  }

  int storedRows() {
    return toDetector.cc() == 0 ? toDetector.columns() : toDetector.rows();
  }

  /** Returns an angle as a header holds it: within ±180°. */
  public static double wrapped(double degrees) {
    return degrees - 360 * Math.rint(degrees / 360);
  }
}
