package org.rotavox.recon.engine;

import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.detector.Shadows;

/**
 * A forward projector and its exact transpose, on the CPU or an OpenCL device: what iterative
 * reconstruction turns on. Both go by the footprints of {@link Shadows}.
 */
public interface ProjectorPair extends AutoCloseable {

  /**
   * Projects a volume.
   *
   * @param views indices of the views
   * @param out receives for each of these views its columns·rows values, column by column
   */
  void forward(ColumnVolume volume, int[] views, float[][] out) throws ReconstructionException;

  /**
   * Back-projects views: the transpose of {@link #forward}.
   *
   * @param views indices of the views
   * @param images for each of these views its values
   * @param out receives the volume; what was in it is lost
   */
  void backward(int[] views, float[][] images, ColumnVolume out) throws ReconstructionException;

  @Override
  void close();
}
