package org.rotavox.recon;

import java.io.IOException;

/**
 * An engine that turns projections into a volume. Two exist: plain Java on the CPU, which is the
 * truth, and OpenCL. The same input, engine and settings give the same volume, bit by bit.
 *
 * <p>One reconstruction at a time: an engine is not thread-safe.
 */
public interface Reconstructor extends AutoCloseable {

  /** Returns what does the work, in words, for example {@code CPU, 2 threads}. */
  String description();

  /** Measures what the device can do at best; takes about a second. */
  Roofline roofline() throws ReconstructionException;

  /**
   * Reconstructs a run.
   *
   * @throws ReconstructionException if it cannot be done, or was cancelled
   * @throws IOException if a frame could not be read
   */
  Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException;

  @Override
  void close();
}
