package org.rotavox.result.picture;

import java.util.Arrays;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;

/**
 * Maximum intensity projections of a volume that turns about the patient's long axis.
 *
 * <p>At 0° it is the coronal picture: the viewer stands before the patient. With rising angle the
 * viewer walks to the patient's left; at 90° the face is at the picture's left edge, as in the
 * sagittal picture.
 *
 * <pre>
 *   right = ( cos a,  sin a, 0 )     away from the viewer = ( −sin a, cos a, 0 )     down = ( 0, 0, −1 )
 * </pre>
 */
public final class SpinningProjection {

  /** Where bone hides everything, this share of the depth in the middle is projected. */
  public static final double SLAB = 0.3;

  /** Samples along a ray for each pixel across. */
  private static final int STEPS = 2;

  /**
   * A square of this many pixels, however it is turned, holds a sample: the diagonal of 1 by 1/2.
   */
  private static final double COVERING = Math.sqrt(1.25);

  private final Volume volume;
  private final VolumeGrid grid;
  private final int columns;
  private final int rows;
  private final double pixelMm;
  private final double centerX;
  private final double centerY;
  private final double depthShare;
  private final int threads;

  /**
   * Prepares the projections.
   *
   * @param maxPixels greatest width or height of a picture, at least 16
   * @param depthShare how much of the depth, around the axis, is projected: 1 = the whole volume
   * @param threads threads that work at the same time
   */
  public SpinningProjection(Volume volume, int maxPixels, double depthShare, int threads) {
    this.threads = threads;
    this.depthShare = depthShare;
    VolumeGrid full = volume.grid();
    double widthMm = Math.hypot(full.sizeX() * full.spacingXMm(), full.sizeY() * full.spacingYMm());
    double heightMm = full.sizeZ() * full.spacingZMm();
    double finestMm = Math.min(full.spacingXMm(), Math.min(full.spacingYMm(), full.spacingZMm()));
    this.pixelMm = Math.max(finestMm, Math.max(widthMm, heightMm) / maxPixels);
    this.columns = (int) Math.floor(widthMm / pixelMm);
    this.rows = (int) Math.max(1, Math.floor(heightMm / pixelMm));
    this.centerX = full.x((full.sizeX() - 1) / 2.0);
    this.centerY = full.y((full.sizeY() - 1) / 2.0);
    int factor = pixelMm > finestMm ? (int) Math.ceil(COVERING * pixelMm / finestMm) : 1;
    this.volume = Pooling.by(factor, volume, threads);
    this.grid = this.volume.grid();
  }

  /** Returns the direction of increasing columns at an angle. */
  public static Vector3 right(double angleDeg) {
    double a = Math.toRadians(angleDeg);
    return new Vector3(Math.cos(a), Math.sin(a), 0);
  }

  /**
   * Returns the letters of a direction: that of the nearest axis, and a second one if the direction
   * lies between two axes, such as LP.
   */
  public static String letters(Vector3 direction) {
    double[] along = {direction.x(), direction.y(), direction.z()};
    return Arrays.stream(PatientDirection.values())
        .filter(d -> d.sign() * along[d.axis()] > 0.38)
        .sorted((d, e) -> Double.compare(Math.abs(along[e.axis()]), Math.abs(along[d.axis()])))
        .map(PatientDirection::letter)
        .limit(2)
        .reduce("", String::concat);
  }

  /** Returns the picture at an angle, the same size for every angle. */
  public GreyPicture at(double angleDeg) {
    int[] samples = samples(angleDeg);
    float[] values = new float[columns * rows];
    Workers.forEach(threads, rows, row -> project(row, samples, values));
    return new GreyPicture(columns, rows, pixelMm, pixelMm, values);
  }

  /** Voxels of a slice that the ray of each column meets, nearest neighbours; −1 outside. */
  private int[] samples(double angleDeg) {
    double a = Math.toRadians(angleDeg);
    int steps = STEPS * columns;
    int[] samples = new int[columns * steps];
    for (int column = 0; column < columns; column++) {
      double across = (column - (columns - 1) / 2.0) * pixelMm;
      for (int step = 0; step < steps; step++) {
        double deep = (step - (steps - 1) / 2.0) * pixelMm / STEPS;
        double x = centerX + across * Math.cos(a) - deep * Math.sin(a);
        double y = centerY + across * Math.sin(a) + deep * Math.cos(a);
        long i = Math.round((x - grid.x(0)) / grid.spacingXMm());
        long j = Math.round((y - grid.y(0)) / grid.spacingYMm());
        boolean inSlab = Math.abs(deep) <= depthShare * columns * pixelMm / 2;
        boolean inside = inSlab && i >= 0 && i < grid.sizeX() && j >= 0 && j < grid.sizeY();
        samples[column * steps + step] = inside ? (int) (j * grid.sizeX() + i) : -1;
      }
    }
    return samples;
  }

  /** One row may cover several slices: the maximum of all of them counts. */
  private void project(int row, int[] samples, float[] values) {
    int fromTop = rows - 1 - row;
    int first = (int) ((long) fromTop * grid.sizeZ() / rows);
    int last = (int) Math.max(first, (long) (fromTop + 1) * grid.sizeZ() / rows - 1);
    int steps = STEPS * columns;
    for (int column = 0; column < columns; column++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int k = first; k <= last; k++) {
        float[] slice = volume.slice(k);
        for (int n = column * steps; n < (column + 1) * steps; n++) {
          if (samples[n] >= 0 && slice[samples[n]] > max) {
            max = slice[samples[n]];
          }
        }
      }
      values[row * columns + column] = max;
    }
  }
}
