package org.rotavox.recon.detector;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Workers;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * The shadows that a volume throws on {@linkplain VirtualDetector virtual detectors} which cover it
 * wholly, with pixels as large as voxels at the isocentre. The footprint of voxel (i, j, k) is
 *
 * <pre>
 *   w = c0 + c1·i + c2·j          U = (c3 + c4·i + c5·j) / w       V = c6 + (c7 + c8·k) / w
 *   footprint(u, v) = hat(u − U) · hat(v − V) / w²                 hat(t) = max(0, 1 − |t|)
 * </pre>
 *
 * <p>Up to a factor for each pixel that is the shadow of a voxel: its area on the detector falls
 * with 1/w² (De Man and Basu, Phys. Med. Biol. 49(11), 2004, discuss such pixel-driven pairs). The
 * factor follows from the shadow of a volume of ones, whose line integrals are known: {@link
 * #chordMm}.
 */
public final class Shadows {

  private final DetectorGrid detector;
  private final VolumeGrid grid;
  private final List<VirtualDetector> views = new ArrayList<>();
  private final int columns;
  private final int rows;
  private final double rowsPerSlice;

  /** Plans the shadows of a volume in all views of an orbit. */
  public Shadows(
      Orbit orbit, List<ProjectionMatrix> matrices, DetectorGrid detector, VolumeGrid grid)
      throws ReconstructionException {
    this.detector = detector;
    this.grid = grid;
    int mostColumns = 0;
    int mostRows = 0;
    double steepest = 0;
    for (int n = 0; n < matrices.size(); n++) {
      ViewGeometry geometry = orbit.view(n);
      double sod = geometry.sourceToIsocenterMm();
      VirtualDetector unplaced =
          VirtualDetector.of(
              matrices.get(n), geometry, grid.spacingXMm() / sod, grid.spacingZMm() / sod, 0, 0);
      double[] box = unplaced.box(grid);
      if (Double.isInfinite(box[0])) {
        throw new ReconstructionException(
            ReconstructionException.Kind.UNSUITABLE,
            "the volume reaches to the source of view " + (n + 1) + "; choose a smaller one");
      }
      int firstColumn = (int) Math.floor(box[0]) - 1;
      int firstRow = (int) Math.floor(box[2]) - 1;
      mostColumns = Math.max(mostColumns, (int) Math.ceil(box[1]) + 2 - firstColumn);
      mostRows = Math.max(mostRows, (int) Math.ceil(box[3]) + 2 - firstRow);
      VirtualDetector view = unplaced.from(firstColumn, firstRow);
      views.add(view);
      steepest = Math.max(steepest, steepest(view.coefficients(grid)));
    }
    this.columns = mostColumns;
    this.rows = mostRows;
    this.rowsPerSlice = steepest;
  }

  /** Returns the most rows between two slices: |c8| / w at the nearest corner. */
  private double steepest(float[] c) {
    double x = c[1] * (grid.sizeX() - 1.0);
    double y = c[2] * (grid.sizeY() - 1.0);
    return Math.abs(c[8]) / (c[0] + Math.min(0, x) + Math.min(0, y));
  }

  /** Returns how many rows lie between two slices of the volume at most. */
  public double rowsPerSlice() {
    return rowsPerSlice;
  }

  /** Returns the number of views. */
  public int views() {
    return views.size();
  }

  /** Returns the columns of every virtual detector. */
  public int columns() {
    return columns;
  }

  /** Returns the rows of every virtual detector. */
  public int rows() {
    return rows;
  }

  /** Returns the volume's grid. */
  public VolumeGrid grid() {
    return grid;
  }

  /** Returns the coefficients of a view, {@link RectifiedView#COEFFICIENTS} of them. */
  public float[] coefficients(int view) {
    return views.get(view).coefficients(grid);
  }

  /**
   * Samples a real image on a virtual detector: means over its pixels, NaN where a pixel lies
   * outside the real detector or where the image is NaN.
   *
   * @param image rows·columns of the real detector
   * @param out receives columns·rows values, column by column
   */
  public void sample(int view, float[] image, float[] out, Workers workers)
      throws ReconstructionException {
    VirtualDetector virtual = views.get(view);
    ViewGeometry geometry = virtual.geometry();
    double sod = geometry.sourceToIsocenterMm();
    int acrossParts = parts(virtual.columnPitch() * sod * geometry.columnsPerMm());
    int downParts = parts(virtual.rowPitch() * sod * geometry.rowsPerMm());
    float share = 1f / (acrossParts * downParts);
    workers.forEach(
        columns,
        u -> {
          for (int v = 0; v < rows; v++) {
            float sum = 0;
            for (int part = 0; part < acrossParts * downParts; part++) {
              int down = part / acrossParts;
              double du = (part % acrossParts + 0.5) / acrossParts - 0.5;
              double dv = (down + 0.5) / downParts - 0.5;
              sum += at(virtual, image, u + du, v + dv);
            }
            out[u * rows + v] = sum * share;
          }
        });
  }

  private static int parts(double pixels) {
    return (int) Math.max(1, Math.round(pixels));
  }

  private float at(VirtualDetector virtual, float[] image, double u, double v) {
    ProjectionMatrix m = virtual.matrix();
    Vector3 ray = virtual.ray(u, v);
    double w = m.at(2, 0) * ray.x() + m.at(2, 1) * ray.y() + m.at(2, 2) * ray.z();
    double column = (m.at(0, 0) * ray.x() + m.at(0, 1) * ray.y() + m.at(0, 2) * ray.z()) / w;
    double row = (m.at(1, 0) * ray.x() + m.at(1, 1) * ray.y() + m.at(1, 2) * ray.z()) / w;
    boolean inside =
        w > 0
            && column >= -0.5
            && row >= -0.5
            && column <= detector.columns() - 0.5
            && row <= detector.rows() - 0.5;
    return inside ? Rectification.bilinear(image, detector, column, row) : Float.NaN;
  }

  /** Returns the length of the ray through (u, v) inside the volume, millimetres. */
  public double chordMm(int view, double u, double v) {
    VirtualDetector virtual = views.get(view);
    Vector3 source = virtual.geometry().source();
    Vector3 ray = virtual.ray(u, v);
    double[] range = {0, Double.POSITIVE_INFINITY};
    cut(range, source.x(), ray.x(), grid.x(-0.5), grid.x(grid.sizeX() - 0.5));
    cut(range, source.y(), ray.y(), grid.y(-0.5), grid.y(grid.sizeY() - 0.5));
    cut(range, source.z(), ray.z(), grid.z(-0.5), grid.z(grid.sizeZ() - 0.5));
    return Math.max(0, range[1] - range[0]) * ray.length();
  }

  private static void cut(double[] range, double from, double step, double low, double high) {
    if (Math.abs(step) < 1e-12) {
      if (from < low || from > high) {
        range[1] = range[0];
      }
      return;
    }
    double a = (low - from) / step;
    double b = (high - from) / step;
    range[0] = Math.max(range[0], Math.min(a, b));
    range[1] = Math.min(range[1], Math.max(a, b));
  }
}
