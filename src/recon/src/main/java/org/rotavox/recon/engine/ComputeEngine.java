package org.rotavox.recon.engine;

import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.Shadows;

/**
 * A device that computes. It offers primitives and knows no algorithm: it back-projects views that
 * an algorithm has made, and projects volumes. Two exist: plain Java, which is the truth, and
 * OpenCL. The same input and engine give the same values, bit by bit.
 *
 * <p>Thread-safe: as many reconstructions as one likes may use an engine at the same time.
 */
public interface ComputeEngine {

  /** Returns what does the work, for example {@code CPU, 2 threads}. */
  String description();

  /** Returns how many threads of this process a reconstruction takes on this engine. */
  int threads();

  /** Measures what the device can do at best; takes about a second. */
  Roofline roofline() throws ReconstructionException;

  /**
   * Plans a back-projection.
   *
   * @param mostSlices slices that a slab may have at most
   * @throws ReconstructionException if it cannot be made to fit
   */
  PlannedBackProjection plan(BackProjectionTask task, int mostSlices)
      throws ReconstructionException;

  /**
   * Makes a projector and its transpose ready.
   *
   * @param workers threads of this process; they outlive the pair
   * @param progress asked whether the work is still wanted while the device serves others
   * @throws ReconstructionException if the device cannot hold the volume, or fails
   */
  ProjectorPair projectors(Shadows shadows, Workers workers, Progress progress)
      throws ReconstructionException;
}
