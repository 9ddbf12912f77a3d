package org.rotavox.recon.engine;

import java.util.List;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.detector.RectifiedView;

/**
 * Where views are back-projected: the CPU or an OpenCL device. Views are added in their order;
 * every voxel sums them in that order, so that the result does not depend on threads.
 */
public interface BackProjector {

  /**
   * Begins a slab of the volume, with all voxels 0.
   *
   * @param firstSlice first slice of the slab
   * @param slices number of slices
   */
  void begin(int firstSlice, int slices) throws ReconstructionException;

  /**
   * Adds a batch of views. May return before the work is done; then it has taken what it needs from
   * the views, whose arrays are used again.
   */
  void add(List<RectifiedView> batch) throws ReconstructionException;

  /**
   * Ends the slab: the volume's slices are provided, and hold its attenuations (1/mm), when this
   * returns.
   */
  void end() throws ReconstructionException;

  /** Returns the wall-clock time that back-projection alone took until now, seconds. */
  double busySeconds();
}
