package org.rotavox.recon;

import java.util.Arrays;
import org.rotavox.geometry.VolumeGrid;

/**
 * A reconstructed volume: one value for each voxel of a grid, kept slice by slice.
 *
 * <p>Not synchronised: whoever fills it hands it over when it is complete.
 */
public final class Volume {

  private final VolumeGrid grid;
  private final float[][] slices;
  private final ValueScale scale;

  private Volume(VolumeGrid grid, float[][] slices, ValueScale scale) {
    this.grid = grid;
    this.slices = slices;
    this.scale = scale;
  }

  /** Returns a volume of zeros. */
  public static Volume zeros(VolumeGrid grid, ValueScale scale) {
    return new Volume(grid, new float[grid.sizeZ()][grid.sliceVoxels()], scale);
  }

  /**
   * Returns a volume of which no slice takes memory yet: whoever fills it provides its slices one
   * after the other, while it frees what they are filled from. A slice that was not provided is
   * empty.
   */
  public static Volume unfilled(VolumeGrid grid, ValueScale scale) {
    return new Volume(grid, new float[grid.sizeZ()][0], scale);
  }

  /**
   * Gives memory, zeros, to slices of an unfilled volume that have none yet.
   *
   * @param first first slice
   * @param count number of slices
   */
  public void provide(int first, int count) {
    for (int k = first; k < first + count; k++) {
      if (slices[k].length == 0) {
        slices[k] = new float[grid.sliceVoxels()];
      }
    }
  }

  /**
   * Returns the volume over existing slices, without a copy.
   *
   * @param slices sizeZ arrays of sizeX·sizeY values, x fastest
   */
  public static Volume of(VolumeGrid grid, float[][] slices, ValueScale scale) {
    if (slices.length != grid.sizeZ()
        || Arrays.stream(slices).anyMatch(slice -> slice.length != grid.sliceVoxels())) {
      throw new IllegalArgumentException(
          "expected " + grid.sizeZ() + " slices of " + grid.sliceVoxels() + " voxels");
    }
    return new Volume(grid, slices, scale);
  }

  /** Returns the voxel grid. */
  public VolumeGrid grid() {
    return grid;
  }

  /** Returns what the values mean. */
  public ValueScale scale() {
    return scale;
  }

  /** Returns slice k (sizeX·sizeY values, x fastest): the live array, not a copy. */
  public float[] slice(int k) {
    return slices[k];
  }

  /** Returns the value of voxel (i, j, k). */
  public float at(int i, int j, int k) {
    return slices[k][j * grid.sizeX() + i];
  }
}
