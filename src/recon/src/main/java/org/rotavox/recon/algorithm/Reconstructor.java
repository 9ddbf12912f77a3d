package org.rotavox.recon.algorithm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionException.Kind;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.engine.ComputeEngine;
import org.rotavox.recon.engine.VolumeAlgorithm;
import org.rotavox.recon.estimate.AirEstimate;
import org.rotavox.recon.fdk.Fdk;
import org.rotavox.recon.iterative.OsSart;

/**
 * Turns projections into a volume: with the algorithm that the protocol names, on one engine. Where
 * that engine's device fails, another engine does the work, which is reported as a warning of the
 * reconstruction.
 *
 * <p>Thread-safe. The same input, engine and protocol give the same volume, bit by bit.
 */
public final class Reconstructor {

  private final ComputeEngine engine;
  private final Optional<ComputeEngine> substitute;

  /** Makes one that has nothing to fall back on. */
  public Reconstructor(ComputeEngine engine) {
    this(engine, Optional.empty());
  }

  /**
   * Makes one.
   *
   * @param substitute does the work when the engine's device fails
   */
  public Reconstructor(ComputeEngine engine, ComputeEngine substitute) {
    this(engine, Optional.of(substitute));
  }

  private Reconstructor(ComputeEngine engine, Optional<ComputeEngine> substitute) {
    this.engine = engine;
    this.substitute = substitute;
  }

  /** The algorithms that a protocol may name. */
  private static VolumeAlgorithm of(Algorithm algorithm) {
    return switch (algorithm) {
      case FDK -> new Fdk();
      case OS_SART -> OsSart.algorithm();
    };
  }

  /** Returns what does the work, for example {@code CPU, 2 threads}. */
  public String description() {
    return engine.description();
  }

  /** Returns how many threads of this process a reconstruction takes. */
  public int threads() {
    return engine.threads();
  }

  /** Measures what the device can do at best; takes about a second. */
  public Roofline roofline() throws ReconstructionException {
    return engine.roofline();
  }

  /**
   * Reconstructs a run.
   *
   * @throws ReconstructionException if it cannot be done, or was cancelled
   * @throws IOException if a frame could not be read
   */
  public Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    long start = System.nanoTime();
    AirEstimate.Estimated air = AirEstimate.of(stack, protocol, engine.threads(), progress);
    StageTime airStage = new StageTime("air levels", (System.nanoTime() - start) * 1e-9);
    return reconstructed(air.stack(), protocol, progress)
        .withReports(air.warnings())
        .after(airStage);
  }

  private Reconstruction reconstructed(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    VolumeAlgorithm algorithm = of(protocol.algorithm());
    List<String> reports = new ArrayList<>();
    try {
      return algorithm
          .reconstruct(stack, protocol, engine, progress, reports::add)
          .withReports(reports);
    } catch (ReconstructionException e) {
      boolean deviceFailed = e.kind() == Kind.DEVICE || e.kind() == Kind.DEVICE_MEMORY;
      if (!deviceFailed || substitute.isEmpty()) {
        throw e;
      }
      reports.add("the device failed (" + e.getMessage() + "); the CPU engine took over");
      return algorithm
          .reconstruct(stack, protocol, substitute.get(), progress, reports::add)
          .withReports(reports);
    }
  }
}
