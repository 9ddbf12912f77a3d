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
    int[] voxel = new int[3];
    int[] end = sizes.clone();
    voxel[plane.depth().axis()] = from;
    end[plane.depth().axis()] = to;
    int[] start = voxel.clone();
    for (voxel[2] = start[2]; voxel[2] < end[2]; voxel[2]++) {
      float[] slice = volume.slice(voxel[2]);
      for (voxel[1] = start[1]; voxel[1] < end[1]; voxel[1]++) {
        for (voxel[0] = start[0]; voxel[0] < end[0]; voxel[0]++) {
          float value = slice[voxel[1] * sizes[0] + voxel[0]];
          int pixel = along(plane.down(), voxel) * columns + along(plane.right(), voxel);
          if (value > values[pixel]) {
            values[pixel] = value;
          }
        }
      }
    }
    return new GreyPicture(
        columns, rows, spacingsMm[plane.right().axis()], spacingsMm[plane.down().axis()], values);
  }

  private int along(PatientDirection direction, int[] voxel) {
    int axis = direction.axis();
    return direction.sign() > 0 ? voxel[axis] : sizes[axis] - 1 - voxel[axis];
  }
}
