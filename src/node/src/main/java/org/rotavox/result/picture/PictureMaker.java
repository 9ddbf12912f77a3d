package org.rotavox.result.picture;

import java.util.Arrays;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/** Takes slices and maximum intensity projections out of a volume, as a {@link ViewPlane} says. */
public final class PictureMaker {

  private final Volume volume;
  private final int[] sizes;
  private final double[] spacingsMm;

  /** Looks at this volume. */
  public PictureMaker(Volume volume) {
    this.volume = volume;
    VolumeGrid grid = volume.grid();
    this.sizes = new int[] {grid.sizeX(), grid.sizeY(), grid.sizeZ()};
    this.spacingsMm = new double[] {grid.spacingXMm(), grid.spacingYMm(), grid.spacingZMm()};
  }

  /** Returns the number of slices parallel to a plane. */
  public int depth(ViewPlane plane) {
    return sizes[plane.depth().axis()];
  }

  /**
   * Returns one slice.
   *
   * @param index position on the plane's depth axis, 0 = lowest coordinate
   */
  public GreyPicture slice(ViewPlane plane, int index) {
    return picture(plane, index, index + 1);
  }

  /** Returns the maximum along the plane's depth axis of every pixel. */
  public GreyPicture maximumProjection(ViewPlane plane) {
    return picture(plane, 0, depth(plane));
  }

  /**
   * Returns the maximum of some neighbouring slices.
   *
   * @param first index of the first slice
   * @param count number of slices, at least 1
   */
  public GreyPicture maximumProjection(ViewPlane plane, int first, int count) {
    return picture(plane, first, first + count);
  }

  private GreyPicture picture(ViewPlane plane, int from, int to) {
    int columns = sizes[plane.right().axis()];
    int rows = sizes[plane.down().axis()];
    float[] values = new float[columns * rows];
    Arrays.fill(values, Float.NEGATIVE_INFINITY);
    int[] start = new int[3];
    int[] end = sizes.clone();
    start[plane.depth().axis()] = from;
    end[plane.depth().axis()] = to;
    int step = pixel(plane, 1, 0, 0) - pixel(plane, 0, 0, 0);
    for (int k = start[2]; k < end[2]; k++) {
      float[] slice = volume.slice(k);
      for (int j = start[1]; j < end[1]; j++) {
        int pixel = pixel(plane, start[0], j, k);
        for (int i = start[0]; i < end[0]; i++) {
          float value = slice[j * sizes[0] + i];
          if (value > values[pixel]) { // never true for NaN
            values[pixel] = value;
          }
          pixel += step;
        }
      }
    }
    return new GreyPicture(
        columns, rows, spacingsMm[plane.right().axis()], spacingsMm[plane.down().axis()], values);
  }

  /** Where a voxel is in the picture, row by row: the same for all voxels behind each other. */
  private int pixel(ViewPlane plane, int... voxel) {
    int columns = sizes[plane.right().axis()];
    return along(plane.down(), voxel) * columns + along(plane.right(), voxel);
  }

  private int along(PatientDirection direction, int[] voxel) {
    int axis = direction.axis();
    return direction.sign() > 0 ? voxel[axis] : sizes[axis] - 1 - voxel[axis];
  }
}
