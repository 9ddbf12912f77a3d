package org.rotavox.opencl;

import java.io.IOException;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Reconstructor;

/** The engine that back-projects on an OpenCL device. */
public final class OpenClReconstructor implements Reconstructor {

  private final OpenClDevice device;

  /** Creates the engine of a device. */
  public OpenClReconstructor(OpenClDevice device) {
    this.device = device;
  }

  @Override
  public String description() {
    return "OpenCL, " + device.description();
  }

  @Override
  public Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    throw new ReconstructionException(
        ReconstructionException.Kind.DEVICE, "this engine is not finished");
  }

  @Override
  public void close() {}
}
