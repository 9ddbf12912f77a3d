package org.rotavox.recon.chain;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.orbit.FieldOfView;

/**
 * The last step: attenuation to Hounsfield units, air outside the field of view, and the guard that
 * lets no value out that is not finite.
 */
public final class HuScaling {

  private final FieldOfView fieldOfView;
  private final Calibration calibration;

  HuScaling(FieldOfView fieldOfView, Calibration calibration) {
    this.fieldOfView = fieldOfView;
    this.calibration = calibration;
  }

  /** Returns what it does. */
  public StepRecord step() {
    return StepRecord.of(
        "scale",
        "turns attenuation into values; voxels that no view sees become air",
        StepRecord.Parameter.number("waterPerMm", calibration.waterPerMm()),
        StepRecord.Parameter.number("airPerMm", calibration.airPerMm()),
        StepRecord.Parameter.text("scale", calibration.scale().name()));
  }

  /**
   * Scales a volume of attenuations in place.
   *
   * @return what the user should know, in words: that voxels were not finite
   */
  public List<String> apply(Volume volume, Workers workers) throws ReconstructionException {
    LongAdder replaced = new LongAdder();
    workers.forEach(volume.grid().sizeZ(), k -> replaced.add(applyToSlice(volume, k)));
    return replaced.sum() == 0
        ? List.of()
        : List.of(replaced.sum() + " voxels were not finite and were set to air");
  }

  private long applyToSlice(Volume volume, int k) {
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
