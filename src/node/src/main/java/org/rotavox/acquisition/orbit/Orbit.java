package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;

/**
 * Builds trajectories whose detector columns run along the rotation, as filtering along rows needs
 * it. Where the C-arm spins about the secondary axis, the rotation runs along the stored columns:
 * the image is turned by 90°, and the matrices with it.
 *
 * @param trajectory the trajectory in terms of the turned image
 * @param turned true if the detector's image has to be turned by {@link PixelMap#quarterTurn}
 * @param skewDeg mean angle between the motion of the detector and its rows, degrees
 */
public record Orbit(Trajectory trajectory, boolean turned, double skewDeg) {

  /** Up to this range the other angle is a wobble, and the turning angle is the rotation angle. */
  private static final double WOBBLE_DEG = 3;

  /**
   * Returns the orbit of an ideal C-arm at these angles.
   *
   * @param carm distances and detector, in the detector's own orientation
   * @param angles the angles of every frame
   * @param isocenterColumnOffset how many columns right of the middle the isocentre projects to
   * @param isocenterRowOffset how many rows below the middle
   * @param detectorTurnsDeg how far the detector is turned about the beam in each frame; empty =
   *     not at all
   */
  public static Orbit ofAngles(
      CArm carm,
      AngleDecision.Decided angles,
      List<Double> detectorTurnsDeg,
      double isocenterColumnOffset,
      double isocenterRowOffset) {
    List<ProjectionMatrix> matrices =
        IntStream.range(0, angles.primaryDeg().size())
            .mapToObj(
                i ->
                    carm.at(
                        angles.primaryDeg().get(i),
                        angles.secondaryDeg().get(i),
                        detectorTurnsDeg.isEmpty() ? 0 : detectorTurnsDeg.get(i)))
            .map(m -> shifted(m, isocenterColumnOffset, isocenterRowOffset))
            .toList();
    boolean wobblesOnly =
        range(angles.axis() == RotationAxis.PRIMARY ? angles.secondaryDeg() : angles.primaryDeg())
            < WOBBLE_DEG;
    return ofMatrices(carm, matrices, wobblesOnly ? angles.turningDeg() : List.of());
  }

  /**
   * Returns the orbit along these matrices.
   *
   * @param carm nominal distances and detector
   * @param matrices one for each frame, projecting to the detector's image
   */
  public static Orbit ofMatrices(CArm carm, List<ProjectionMatrix> matrices) {
    return ofMatrices(carm, matrices, List.of());
  }

  private static Orbit ofMatrices(
      CArm carm, List<ProjectionMatrix> matrices, List<Double> knownAngles) {
    DetectorGrid grid = carm.detector();
    boolean turned = alongColumns(matrices) < alongRows(matrices);
    List<ProjectionMatrix> used = matrices;
    CArm usedArm = carm;
    if (turned) {
      PixelMap turn = PixelMap.quarterTurn(grid.columns(), grid.rows());
      used = matrices.stream().map(turn::apply).toList();
      usedArm =
          new CArm(
              carm.sourceToIsocenterMm(),
              carm.sourceToDetectorMm(),
              new DetectorGrid(
                  /* columns= */ grid.rows(),
                  /* rows= */ grid.columns(),
                  /* columnSpacingMm= */ grid.rowSpacingMm(),
                  /* rowSpacingMm= */ grid.columnSpacingMm()));
    }
    List<Double> angles = knownAngles.isEmpty() ? rotationAngles(used) : knownAngles;
    double skew = Math.toDegrees(Math.atan2(alongRows(used), alongColumns(used)));
    return new Orbit(new Trajectory(usedArm, used, angles), turned, skew);
  }

  /**
   * Returns the position of every view on the arc: the angle of its source about the normal of the
   * plane that the sources move in, positive where the detector moves towards increasing columns.
   */
  static List<Double> rotationAngles(List<ProjectionMatrix> matrices) {
    List<Vector3> d = matrices.stream().map(m -> m.source().times(-1).normalized()).toList();
    Vector3 normal = planeNormal(d);
    Vector3 x = d.get(0).minus(normal.times(d.get(0).dot(normal))).normalized();
    Vector3 y = normal.cross(x);
    List<Double> angles = new ArrayList<>();
    double previous = 0;
    for (Vector3 direction : d) {
      double angle = Math.toDegrees(Math.atan2(direction.dot(y), direction.dot(x)));
      previous = angle - 360 * Math.rint((angle - previous) / 360);
      angles.add(previous);
    }
    double motion = 0;
    for (int i = 0; i + 1 < d.size(); i++) {
      motion +=
          (angles.get(i + 1) - angles.get(i))
              * d.get(i + 1).minus(d.get(i)).dot(columnDirection(matrices.get(i)));
    }
    double sign = motion < 0 ? -1 : 1;
    return angles.stream().map(a -> sign * a).toList();
  }

  /**
   * Returns the matrices in terms of the detector's own image, whichever way the orbit was turned.
   *
   * @param carm the detector as it is
   */
  public List<ProjectionMatrix> detectorMatrices(CArm carm) {
    if (!turned) {
      return trajectory.matrices();
    }
    PixelMap back = PixelMap.undoing(carm.detector().rows(), carm.detector().columns(), 1, false);
    return trajectory.matrices().stream().map(back::apply).toList();
  }

  /**
   * Returns how far the sources' plane passes the isocentre: the mean angle between the beam and
   * that plane, degrees, not negative. A cone of directions of this half angle is in no view.
   */
  public double liftDeg() {
    List<Vector3> d =
        trajectory.matrices().stream().map(m -> m.source().times(-1).normalized()).toList();
    Vector3 normal = planeNormal(d);
    double mean = d.stream().mapToDouble(normal::dot).average().orElse(0);
    return Math.toDegrees(Math.asin(Math.min(1, Math.abs(mean))));
  }

  /** Returns the unit normal of the plane of an arc: the area vector of the closed polygon. */
  private static Vector3 planeNormal(List<Vector3> points) {
    Vector3 mean = Vector3.ORIGIN;
    for (Vector3 p : points) {
      mean = mean.plus(p.times(1.0 / points.size()));
    }
    Vector3 area = Vector3.ORIGIN;
    for (int i = 0; i < points.size(); i++) {
      Vector3 a = points.get(i).minus(mean);
      Vector3 b = points.get((i + 1) % points.size()).minus(mean);
      area = area.plus(a.cross(b));
    }
    return area.normalized();
  }

  /** Returns how far the detector moves along its columns' direction, in all. */
  private static double alongColumns(List<ProjectionMatrix> matrices) {
    return motion(matrices, true);
  }

  private static double alongRows(List<ProjectionMatrix> matrices) {
    return motion(matrices, false);
  }

  private static double motion(List<ProjectionMatrix> matrices, boolean columns) {
    double sum = 0;
    for (int i = 0; i + 1 < matrices.size(); i++) {
      ProjectionMatrix m = matrices.get(i);
      Vector3 step = m.source().normalized().minus(matrices.get(i + 1).source().normalized());
      sum += Math.abs(step.dot(columns ? columnDirection(m) : rowDirection(m)));
    }
    return sum;
  }

  /** Returns the unit vector along which the projected column of the isocentre rises fastest. */
  static Vector3 columnDirection(ProjectionMatrix m) {
    return gradient(m, 0, m.column(Vector3.ORIGIN));
  }

  static Vector3 rowDirection(ProjectionMatrix m) {
    return gradient(m, 1, m.row(Vector3.ORIGIN));
  }

  private static Vector3 gradient(ProjectionMatrix m, int row, double valueAtIsocenter) {
    return new Vector3(
            m.at(row, 0) - valueAtIsocenter * m.at(2, 0),
            m.at(row, 1) - valueAtIsocenter * m.at(2, 1),
            m.at(row, 2) - valueAtIsocenter * m.at(2, 2))
        .normalized();
  }

  private static ProjectionMatrix shifted(ProjectionMatrix matrix, double columns, double rows) {
    double[] m = matrix.toArray();
    for (int k = 0; k < 4; k++) {
      m[k] += columns * m[8 + k];
      m[4 + k] += rows * m[8 + k];
    }
    return ProjectionMatrix.ofRows(m);
  }

  private static double range(List<Double> values) {
    double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return max - min;
  }
}
