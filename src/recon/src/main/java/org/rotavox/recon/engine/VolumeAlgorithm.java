package org.rotavox.recon.engine;

import java.io.IOException;
import java.util.function.Consumer;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;

/** Makes a volume of a run with the primitives of an engine. Stateless and thread-safe. */
@FunctionalInterface
public interface VolumeAlgorithm {

  /**
   * Reconstructs a run.
   *
   * @param reports takes what happened on the way, in words, also where it fails in the end
   * @throws ReconstructionException if it cannot be done, was cancelled, or the device failed
   * @throws IOException if a frame could not be read
   */
  Reconstruction reconstruct(
      ProjectionStack stack,
      ReconstructionProtocol protocol,
      ComputeEngine engine,
      Progress progress,
      Consumer<String> reports)
      throws ReconstructionException, IOException;
}
