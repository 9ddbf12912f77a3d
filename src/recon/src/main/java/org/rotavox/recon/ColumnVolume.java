package org.rotavox.recon;

import java.util.Arrays;
import java.util.function.Predicate;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;

/**
 * A volume kept column by column for algorithms that walk along z: voxel (i, j, k) is at {@code
 * row(j)[i · stride + k]}. The values between the last slice and the stride are 0.
 *
 * <p>Not synchronised; different rows may be worked on by different threads.
 */
public final class ColumnVolume {

  /** Columns begin at multiples of so many values. */
  private static final int STEP = 16;

  private final VolumeGrid grid;
  private final int stride;
  private final float[][] rows;

  /** Creates a volume of zeros. */
  public ColumnVolume(VolumeGrid grid) {
    this.grid = grid;
    this.stride = strideOf(grid);
    this.rows = new float[grid.sizeY()][Math.multiplyExact(grid.sizeX(), stride)];
  }

  /** Returns the values from column to column. */
  public static int strideOf(VolumeGrid grid) {
    return (grid.sizeZ() + STEP - 1) / STEP * STEP;
  }

  /** Returns the bytes that such a volume takes. */
  public static long bytesOf(VolumeGrid grid) {
    return 4L * grid.sliceVoxels() * strideOf(grid);
  }

  /** Returns the voxel grid. */
  public VolumeGrid grid() {
    return grid;
  }

  /** Returns the values from column to column. */
  public int stride() {
    return stride;
  }

  /** Returns the columns of row j: the live array, not a copy. */
  public float[] row(int j) {
    return rows[j];
  }

  /** Sets every voxel. */
  public void fill(float value, Workers workers) throws ReconstructionException {
    workers.forEach(
        grid.sizeY(),
        j -> {
          for (int i = 0; i < grid.sizeX(); i++) {
            Arrays.fill(rows[j], i * stride, i * stride + grid.sizeZ(), value);
          }
        });
  }

  /** Sets the columns that are wanted, by a point of each at the height of the isocentre. */
  public void fillColumns(float value, Predicate<Vector3> wanted) {
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        if (wanted.test(new Vector3(grid.x(i), grid.y(j), 0))) {
          Arrays.fill(rows[j], i * stride, i * stride + grid.sizeZ(), value);
        }
      }
    }
  }

  /** Sets every voxel to that of another volume of the same grid. */
  public void copyFrom(ColumnVolume other) {
    for (int j = 0; j < rows.length; j++) {
      System.arraycopy(other.rows[j], 0, rows[j], 0, rows[j].length);
    }
  }

  /** Returns the root of the sum of squared differences; the same bit by bit every time. */
  public double distance(ColumnVolume other, Workers workers) throws ReconstructionException {
    double[] sums = new double[rows.length];
    workers.forEach(
        rows.length,
        j -> {
          double sum = 0;
          for (int n = 0; n < rows[j].length; n++) {
            double d = rows[j][n] - other.rows[j][n];
            sum += d * d;
          }
          sums[j] = sum;
        });
    return Math.sqrt(Arrays.stream(sums).reduce(0, Double::sum));
  }

  /**
   * Writes voxels into a volume of slices with the same spacing, from voxel (i, j, k) of this one
   * on.
   */
  public void copyTo(Volume volume, int i, int j, int k, Workers workers)
      throws ReconstructionException {
    VolumeGrid to = volume.grid();
    workers.forEach(
        to.sizeZ(),
        z -> {
          float[] slice = volume.slice(z);
          for (int n = 0; n < slice.length; n++) {
            int x = i + n % to.sizeX();
            slice[n] = rows[j + n / to.sizeX()][x * stride + k + z];
          }
        });
  }
}
