package org.rotavox.recon.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.detector.Rectification;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * Turns images whose rows lie aslant to the plane of rotation. The ramp filter must run along the
 * tangent of the source's path (Feldkamp, Davis and Kress, 1984; for tilted detectors Noo et al.,
 * Phys. Med. Biol. 48(23), 2003): when an arm turns in a tilted plane, and the images stay upright
 * for the patient, the rows do not.
 *
 * <p>Every image is turned in its own plane about the principal ray, on a detector that holds it
 * wholly; what lies beyond its edges is blanked. Runs whose rows are as good as level are left
 * alone: a resampling costs a little sharpness.
 */
final class Levelling {

  /** Rows that lean less are taken as they are. */
  private static final double LEAST_LEAN_DEG = 2;

  /** Rows for one of the real detector, against the loss of sharpness. */
  private static final double OVERSAMPLING = 1.5;

  private final ProjectionStack stack;
  private final double leanDeg;

  private Levelling(ProjectionStack stack, double leanDeg) {
    this.stack = stack;
    this.leanDeg = leanDeg;
  }

  /** Returns the stack with level rows; the same object if they were level already. */
  ProjectionStack stack() {
    return stack;
  }

  /** Returns what was done; nothing if the rows were level already. */
  List<StepRecord> records() {
    return leanDeg < LEAST_LEAN_DEG
        ? List.of()
        : List.of(
            StepRecord.of(
                "levelling",
                "turns the images so that their rows lie in the plane of rotation",
                StepRecord.Parameter.number("mostLeanDeg", leanDeg)));
  }

  /** Levels the rows of a run where they need it. */
  static Levelling of(ProjectionStack stack, Orbit orbit) {
    double most = 0;
    for (int view = 0; view < orbit.size(); view++) {
      most = Math.max(most, Math.abs(leanRad(orbit, view)));
    }
    double leanDeg = Math.toDegrees(most);
    return new Levelling(leanDeg < LEAST_LEAN_DEG ? stack : levelled(stack, orbit, most), leanDeg);
  }

  /** Returns the angle of a view's rows to the plane of rotation, radians. */
  private static double leanRad(Orbit orbit, int view) {
    Vector3 axis = orbit.axis();
    ViewGeometry geometry = orbit.view(view);
    Vector3 along = geometry.rayPerColumn().normalized();
    return Math.asin(Math.max(-1, Math.min(1, along.dot(axis))));
  }

  private static ProjectionStack levelled(ProjectionStack stack, Orbit orbit, double most) {
    Trajectory trajectory = stack.trajectory();
    DetectorGrid real = trajectory.detector();
    double pitch = Math.min(real.columnSpacingMm(), real.rowSpacingMm()) / OVERSAMPLING;
    double width = real.columns() * real.columnSpacingMm();
    double height = real.rows() * real.rowSpacingMm();
    DetectorGrid level =
        new DetectorGrid(
            (int) Math.ceil((width * Math.cos(most) + height * Math.sin(most)) / pitch),
            (int) Math.ceil((height * Math.cos(most) + width * Math.sin(most)) / pitch),
            pitch,
            pitch);
    List<ProjectionMatrix> matrices = new ArrayList<>();
    for (int view = 0; view < orbit.size(); view++) {
      matrices.add(matrix(orbit.view(view), orbit.axis(), real, level));
    }
    CArm carm = trajectory.carm();
    Trajectory turned =
        new Trajectory(
            new CArm(carm.sourceToIsocenterMm(), carm.sourceToDetectorMm(), level),
            matrices,
            trajectory.rotationAnglesDeg());
    return new ProjectionStack(turned, new Frames(stack, turned));
  }

  /** Returns the view with the same source and plane, but level columns, its middle in place. */
  private static ProjectionMatrix matrix(
      ViewGeometry view, Vector3 axis, DetectorGrid real, DetectorGrid level) {
    Vector3 along = axis.cross(view.depthAxis()).normalized();
    along = along.times(Math.signum(along.dot(view.rayPerColumn())));
    Vector3 down = view.depthAxis().cross(along);
    down = down.times(Math.signum(down.dot(view.rayPerRow())));
    double perColumn = 1 / (view.columnsPerMm() * view.sourceToIsocenterMm());
    double realPitch = real.columnSpacingMm();
    double sourceToDetectorMm = realPitch / perColumn;
    Vector3 middle = view.ray(real.centerColumn(), real.centerRow());
    Vector3 center =
        view.source().plus(middle.times(sourceToDetectorMm / middle.dot(view.depthAxis())));
    return ProjectionMatrix.ofPose(view.source(), center, along, down, level);
  }

  /** The images, turned when they are read. */
  private record Frames(ProjectionStack stack, Trajectory turned) implements FrameSource {

    @Override
    public int frames() {
      return stack.frames().frames();
    }

    @Override
    public AirLevels air() {
      return stack.frames().air();
    }

    @Override
    public void readIntensities(int frame, float[] out) throws IOException {
      DetectorGrid real = stack.trajectory().detector();
      float[] image = new float[real.rows() * real.columns()];
      stack.frames().readIntensities(frame, image);
      Arrays.fill(out, Float.NaN);
      ProjectionMatrix from = stack.trajectory().matrices().get(frame);
      ViewGeometry level = ViewGeometry.of(turned.matrices().get(frame));
      DetectorGrid grid = turned.detector();
      for (int r = 0; r < grid.rows(); r++) {
        Vector3 first = level.ray(0, r);
        for (int c = 0; c < grid.columns(); c++) {
          Vector3 ray = first.plus(level.rayPerColumn().times(c));
          double w = along(from, 2, ray);
          double column = along(from, 0, ray) / w;
          double row = along(from, 1, ray) / w;
          if (column >= 0 && row >= 0 && column <= real.columns() - 1 && row <= real.rows() - 1) {
            out[r * grid.columns() + c] = Rectification.bilinear(image, real, column, row);
          }
        }
      }
    }

    private static double along(ProjectionMatrix m, int row, Vector3 ray) {
      return m.at(row, 0) * ray.x() + m.at(row, 1) * ray.y() + m.at(row, 2) * ray.z();
    }
  }
}
