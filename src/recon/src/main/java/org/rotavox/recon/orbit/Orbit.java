package org.rotavox.recon.orbit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;

/**
 * How the source went around the object: the axis of its rotation, and for each view its place on
 * the arc and the part of the arc that it stands for.
 *
 * <p>The axis is the normal of the source path, oriented so that the rotation is always positive
 * about it: whatever runs the other way in the data (falling angles, mirrored detector columns) is
 * the same here.
 */
public final class Orbit {

  private static final double TWO_PI = 2 * Math.PI;

  /** Orbits that are less far off the plane through the isocentre lose less than 2 HU. */
  private static final double LEAST_ELEVATION_DEG = 3;

  private final Trajectory trajectory;
  private final List<ViewGeometry> views;
  private final Vector3 axis;
  private final double[] from;
  private final double[] to;
  private final boolean closed;

  public Orbit(Trajectory trajectory) {
    this.trajectory = trajectory;
    this.views = trajectory.matrices().stream().map(ViewGeometry::of).toList();
    this.axis = axisOf(views, trajectory.sweepDeg());
    int n = trajectory.views();
    this.from = new double[n];
    this.to = new double[n];
    this.closed = fillIntervals();
  }

  private static Vector3 axisOf(List<ViewGeometry> views, double sweepDeg) {
    Vector3 middle = Vector3.ORIGIN;
    for (ViewGeometry view : views) {
      middle = middle.plus(view.source().times(1.0 / views.size()));
    }
    Vector3 area = Vector3.ORIGIN;
    for (int i = 1; i < views.size(); i++) {
      Vector3 a = views.get(i - 1).source().minus(middle);
      Vector3 b = views.get(i).source().minus(middle);
      area = area.plus(a.cross(b));
    }
    return area.length() > 1e-6 ? area.normalized() : new Vector3(0, 0, sweepDeg < 0 ? -1 : 1);
  }

  /** Cuts the arc into one interval for each view; returns whether it closes to a full circle. */
  private boolean fillIntervals() {
    List<Double> angles = trajectory.rotationAnglesDeg();
    double sign = trajectory.sweepDeg() < 0 ? -1 : 1;
    int n = angles.size();
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> sign * angles.get(i)));
    double[] beta = order.stream().mapToDouble(i -> Math.toRadians(sign * angles.get(i))).toArray();
    double start = beta[0];
    double sweep = beta[n - 1] - start;
    double meanStep = n > 1 ? sweep / (n - 1) : 0;
    boolean full = n > 2 && Math.abs(sweep + meanStep - TWO_PI) < 0.5 * meanStep;
    for (int i = 0; i < n; i++) {
      double here = beta[i] - start;
      double before = i > 0 ? beta[i - 1] - start : here - meanStep;
      double after = i < n - 1 ? beta[i + 1] - start : here + meanStep;
      if (full) {
        before = i > 0 ? before : sweep - TWO_PI;
        after = i < n - 1 ? after : TWO_PI;
      }
      from[order.get(i)] = (before + here) / 2;
      to[order.get(i)] = (after + here) / 2;
    }
    double first = from[order.get(0)];
    for (int i = 0; i < n; i++) {
      from[i] -= first;
      to[i] -= first;
    }
    return full;
  }

  /**
   * Returns what filtered back-projection cannot get right with this orbit, as text; empty if there
   * is none. When the plane of the source path passes the object at a distance, a cone of
   * directions around the axis is measured by no view (Tuy, SIAM J. Appl. Math. 43(3), 1983); with
   * half angle b it takes the part {@code 1 − cos b} from the values of a round object.
   */
  public List<String> warnings() {
    double sum = 0;
    for (ViewGeometry view : views) {
      sum += Math.abs(view.source().dot(axis)) / view.source().length();
    }
    double elevationDeg = Math.toDegrees(Math.asin(Math.min(1, sum / views.size())));
    if (elevationDeg < LEAST_ELEVATION_DEG) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "the source path stays %.0f° off the plane through the isocentre: "
                + "surfaces across the axis are blurred, values fall by about %.0f HU; "
                + "a protocol with algorithm os-sart restores most of that",
            elevationDeg,
            1000 * (1 - Math.cos(Math.toRadians(elevationDeg)))));
  }

  /** Returns the geometry of a view. */
  public ViewGeometry view(int index) {
    return views.get(index);
  }

  /** Returns the axis of the rotation, a unit vector; the rotation is positive about it. */
  public Vector3 axis() {
    return axis;
  }

  public int size() {
    return views.size();
  }

  /** Returns where the view's part of the arc begins, radians from the start of the arc. */
  double from(int view) {
    return from[view];
  }

  /** Returns where the view's part of the arc ends, radians from the start of the arc. */
  double to(int view) {
    return to[view];
  }

  /** Returns the length of the whole arc, the outer halves of the first and last step included. */
  public double arc() {
    double end = 0;
    for (double t : to) {
      end = Math.max(end, t);
    }
    return end;
  }

  /** Returns whether the arc is one full circle. */
  boolean closed() {
    return closed;
  }

  /** Returns the radius of the source path over the view's source distance: 1 without a tilt. */
  public double radiusRatio(int view) {
    Vector3 source = views.get(view).source();
    return source.minus(axis.times(source.dot(axis))).length()
        / views.get(view).sourceToIsocenterMm();
  }

  /**
   * Returns the fan angle of a column, radians: the signed angle about the axis from the direction
   * source → axis to the ray through the column at the principal row.
   */
  public double fanAngle(int index, double column) {
    ViewGeometry view = views.get(index);
    Vector3 ray = view.ray(column, view.principalRow());
    Vector3 inward = view.source().minus(axis.times(view.source().dot(axis))).times(-1);
    return Math.atan2(inward.cross(ray).dot(axis), inward.dot(ray));
  }

  /** Returns the largest fan angle of the detector's edges over all views, radians. */
  double halfFan() {
    double half = 0;
    for (int i = 0; i < views.size(); i++) {
      half = Math.max(half, Math.abs(fanAngle(i, -0.5)));
      half = Math.max(half, Math.abs(fanAngle(i, trajectory.detector().columns() - 0.5)));
    }
    return half;
  }
}
