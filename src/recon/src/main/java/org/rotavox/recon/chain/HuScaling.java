package org.rotavox.recon.chain;

import java.util.stream.IntStream;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Volume;
import org.rotavox.recon.orbit.FieldOfView;

/**
 * The last step: attenuation to Hounsfield units, air outside the field of view, and the guard that
 * lets no value out that is not finite.
 */
public final class HuScaling {

  private HuScaling() {}

  /** Scales a volume of attenuations in place; returns how many voxels were not finite. */
  public static long apply(Volume volume, FieldOfView fieldOfView, Calibration calibration) {
    return IntStream.range(0, volume.grid().sizeZ())
        .parallel()
        .mapToLong(k -> applyToSlice(volume, k, fieldOfView, calibration))
        .sum();
  }

  private static long applyToSlice(
      Volume volume, int k, FieldOfView fieldOfView, Calibration calibration) {
    VolumeGrid grid = volume.grid();
    float[] slice = volume.slice(k);
    float air = (float) calibration.toHu(calibration.airPerMm());
    float slope = (float) (calibration.toHu(1) - calibration.toHu(0));
    float intercept = (float) calibration.toHu(0);
    long replaced = 0;
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        int at = j * grid.sizeX() + i;
        float value = slice[at] * slope + intercept;
        boolean seen = k >= fieldOfView.first(i, j) && k <= fieldOfView.last(i, j);
        if (seen && !Float.isFinite(value)) {
          replaced++;
        }
        slice[at] = seen && Float.isFinite(value) ? value : air;
      }
    }
    return replaced;
  }
}
