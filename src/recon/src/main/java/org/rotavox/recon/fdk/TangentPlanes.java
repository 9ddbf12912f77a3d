package org.rotavox.recon.fdk;

import org.rotavox.geometry.Vector3;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * The integrals over planes that touch the source path: data that filtering along rows leaves out.
 * Without them values fall with the square of the distance z from the plane of the path, by {@code
 * 3z²/2d²} in a round object about the isocentre, d being the radius of the path; with them {@code
 * z²/2d²} remains, which no view of a circle measures (Hu, An improved cone-beam reconstruction
 * algorithm for the circular orbit, Scanning 18(8), 1996).
 *
 * <p>With t the slope of a row's rays against the plane of the path, and S(t) the sum of its
 * weighted line integrals, the filtered row receives {@code −t/(2π²d²) · dS/dt}. The height that
 * belongs to a voxel is taken at the depth of the axis. At a distance s from the axis that is wrong
 * by s/d of the term; over a circle it cancels, over a short scan two thirds of it stay, 0.2 HU at
 * 50 mm.
 *
 * <p>Not thread-safe: one for each thread.
 */
final class TangentPlanes {

  private static final double SCALE = -1 / (2 * Math.PI * Math.PI);

  /** The derivative is that of a straight line through the rows so near, at the isocentre. */
  private static final double FITTED_MM = 2;

  private final Orbit orbit;
  private final int columns;
  private final double[] slopes;
  private final double[] inward;

  /**
   * @param rows rows of an image
   * @param columns columns of an image
   */
  TangentPlanes(Orbit orbit, int rows, int columns) {
    this.orbit = orbit;
    this.columns = columns;
    this.slopes = new double[rows];
    this.inward = new double[rows];
  }

  /**
   * Adds the term to the filtered rows of a view.
   *
   * @param sums for each row the sum of its weighted line integrals times the column spacing at the
   *     isocentre, millimetres; NaN = the row is blanked
   * @param image the filtered rows
   */
  void add(int view, double[] sums, float[] image) {
    aim(view);
    int reach = (int) Math.max(1, Math.round(FITTED_MM * orbit.view(view).rowsPerMm()));
    for (int row = 0; row < sums.length; row++) {
      if (!Double.isNaN(sums[row]) && inward[row] > 0) {
        double perMm = slopes[row] / (inward[row] * inward[row]);
        float term = (float) (SCALE * perMm * derivative(sums, row, reach));
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          image[i] += term;
        }
      }
    }
  }

  /**
   * Finds, for each row, the slope of its rays against the plane of the path, and how far towards
   * the axis they have come at the depth of the isocentre, millimetres.
   */
  private void aim(int view) {
    ViewGeometry geometry = orbit.view(view);
    Vector3 axis = orbit.axis();
    Vector3 toAxis = axis.times(geometry.source().dot(axis)).minus(geometry.source());
    double radius = toAxis.length();
    for (int row = 0; row < slopes.length; row++) {
      Vector3 ray = geometry.ray(geometry.principalColumn(), row);
      inward[row] = ray.dot(toAxis) / radius;
      slopes[row] = ray.dot(axis) / inward[row];
    }
  }

  /** Returns dS/dt by least squares over the open rows around one; 0 if it stands alone. */
  private double derivative(double[] sums, int row, int reach) {
    int first = row;
    while (first > 0 && row - first < reach && !Double.isNaN(sums[first - 1])) {
      first--;
    }
    int last = row;
    while (last < sums.length - 1 && last - row < reach && !Double.isNaN(sums[last + 1])) {
      last++;
    }
    double middle = (slopes[first] + slopes[last]) / 2;
    double sum = 0;
    double offset = 0;
    double moment = 0;
    double spread = 0;
    for (int r = first; r <= last; r++) {
      double t = slopes[r] - middle;
      sum += sums[r];
      offset += t;
      moment += t * sums[r];
      spread += t * t;
    }
    int n = last - first + 1;
    double variance = spread - offset * offset / n;
    return variance > 0 ? (moment - offset * sum / n) / variance : 0;
  }
}
