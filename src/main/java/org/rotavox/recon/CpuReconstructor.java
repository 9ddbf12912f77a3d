package org.rotavox.recon;

import java.io.IOException;

/** The plain Java engine: it stands alone where no OpenCL exists, and is the truth for it. */
public final class CpuReconstructor implements Reconstructor {

  private final int threads;

  /**
   * Creates an engine.
   *
   * @param threads threads that work at the same time, from 1
   */
  public CpuReconstructor(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least one thread, got " + threads);
    }
    this.threads = threads;
  }

  @Override
  public String description() {
    return "CPU, " + threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    throw new ReconstructionException(
        ReconstructionException.Kind.UNSUITABLE, "this engine is not finished");
  }

  @Override
  public void close() {}
}
