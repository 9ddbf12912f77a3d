package org.rotavox.recon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The plain Java engine: it stands alone where no OpenCL exists, and is the truth for it. */
public final class CpuReconstructor implements Reconstructor {

  /** Views that are back-projected in one pass over the volume. */
  private static final int BATCH_VIEWS = 16;

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
    long start = System.nanoTime();
    FdkPlan plan = FdkPlan.of(stack, protocol);
    long planned = plannedBytes(plan);
    if (planned > protocol.memoryLimitBytes()) {
      throw new ReconstructionException(
          ReconstructionException.Kind.TOO_LARGE,
          "the volume and its buffers take "
              + planned
              + " bytes, the limit is "
              + protocol.memoryLimitBytes()
              + "; choose a smaller matrix or raise the limit");
    }
    List<StageTime> stages = new ArrayList<>();
    stages.add(new StageTime("plan", (System.nanoTime() - start) * 1e-9));
    Volume volume = Volume.zeros(plan.grid(), protocol.calibration().scale());
    List<String> warnings = new ArrayList<>(plan.warnings());
    double backProjectionSeconds;
    try (Workers workers = new Workers(threads)) {
      FdkPipeline pipeline = new FdkPipeline(plan, workers, threads, BATCH_VIEWS, 1, progress);
      CpuBackProjector backProjector = new CpuBackProjector(workers, volume, plan);
      pipeline.run(backProjector);
      stages.addAll(pipeline.times());
      backProjectionSeconds = backProjector.busyNanos() * 1e-9 / threads;
      stages.add(new StageTime("back-project", backProjectionSeconds));
    }
    long scaling = System.nanoTime();
    long replaced = HuScaling.apply(volume, plan.fieldOfView(), protocol.calibration());
    if (replaced > 0) {
      warnings.add(replaced + " voxels were not finite and were set to air");
    }
    stages.add(new StageTime("scale", (System.nanoTime() - scaling) * 1e-9));
    ReconstructionFigures figures =
        new ReconstructionFigures(
            plan.views(),
            plan.grid().voxelCount(),
            (System.nanoTime() - start) * 1e-9,
            backProjectionSeconds,
            8 * plan.grid().voxelCount() * ((plan.views() + BATCH_VIEWS - 1) / BATCH_VIEWS),
            planned,
            "volume whole, batches of " + BATCH_VIEWS + " views");
    return new Reconstruction(volume, stages, warnings, description(), figures);
  }

  private long plannedBytes(FdkPlan plan) {
    long view = 4L * plan.rectification().columns() * plan.rectification().rows();
    return 4 * plan.grid().voxelCount()
        + 2 * BATCH_VIEWS * view
        + threads * ViewPreparation.workingBytes(plan)
        + 8L * plan.grid().sliceVoxels();
  }

  @Override
  public void close() {}
}
