package org.rotavox.recon.engine;

import java.util.function.IntToLongFunction;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.detector.Rectification;
import org.rotavox.recon.orbit.FieldOfView;

/**
 * What shall be back-projected.
 *
 * @param grid the volume's grid
 * @param fieldOfView which voxels are filled
 * @param rectification the virtual detectors that the views come on
 * @param views number of views
 * @param memoryLimitBytes memory that volume and buffers may take together, device included
 * @param preparationBytes memory that making the views takes, bytes, by the number of views that
 *     are back-projected in one pass
 */
public record BackProjectionTask(
    VolumeGrid grid,
    FieldOfView fieldOfView,
    Rectification rectification,
    int views,
    long memoryLimitBytes,
    IntToLongFunction preparationBytes) {

  /** Returns the bytes of one view on its virtual detector. */
  public long viewBytes() {
    return 4L * rectification.columns() * rectification.rows();
  }
}
