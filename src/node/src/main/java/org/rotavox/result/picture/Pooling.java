package org.rotavox.result.picture;

import java.util.Arrays;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;

/**
 * Makes a large volume smaller for maximum projections: each voxel becomes the largest of a cube,
 * so that a thin vessel stays as bright as it is.
 */
final class Pooling {

  private Pooling() {}

  /** Returns the volume itself, or one with the maximum of {@code factor}³ voxels in each. */
  static Volume by(int factor, Volume volume, int threads) {
    return factor <= 1 ? volume : pooled(volume, factor, threads);
  }

  private static Volume pooled(Volume volume, int factor, int threads) {
    VolumeGrid grid = volume.grid();
    double shift = (factor - 1) / 2.0;
    VolumeGrid coarse =
        new VolumeGrid(
            (grid.sizeX() + factor - 1) / factor,
            (grid.sizeY() + factor - 1) / factor,
            (grid.sizeZ() + factor - 1) / factor,
            grid.spacingXMm() * factor,
            grid.spacingYMm() * factor,
            grid.spacingZMm() * factor,
            new Vector3(grid.x(shift), grid.y(shift), grid.z(shift)));
    float[][] slices = new float[coarse.sizeZ()][coarse.sliceVoxels()];
    Workers.forEach(
        threads, coarse.sizeZ(), k -> pool(volume, k * factor, factor, coarse.sizeX(), slices[k]));
    return Volume.of(coarse, slices, volume.scale());
  }

  private static void pool(Volume volume, int first, int factor, int columns, float[] into) {
    VolumeGrid grid = volume.grid();
    Arrays.fill(into, Float.NEGATIVE_INFINITY);
    for (int k = first; k < Math.min(first + factor, grid.sizeZ()); k++) {
      float[] slice = volume.slice(k);
      for (int j = 0; j < grid.sizeY(); j++) {
        int row = j / factor * columns;
        for (int i = 0; i < grid.sizeX(); i++) {
          int at = row + i / factor;
          float value = slice[j * grid.sizeX() + i];
          if (value > into[at]) { // never true for NaN
            into[at] = value;
          }
        }
      }
    }
  }
}
