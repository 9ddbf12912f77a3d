package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.recon.BackProjector;
import org.rotavox.recon.Progress;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionFigures;
import org.rotavox.recon.Schedule;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.HuScaling;

/**
 * One filtered back-projection from the plan to the scaled volume, the same for every engine: views
 * are prepared on the CPU while others are back-projected wherever the engine does that.
 */
public final class FdkRun {

  private FdkRun() {}

  /** Makes an engine's back-projector over the volume that it fills. */
  @FunctionalInterface
  public interface BackProjection {
    /** Runs {@code body} with a back-projector, and frees it. */
    void use(Volume volume, Body body) throws ReconstructionException, IOException;
  }

  /** What is done with a back-projector. */
  @FunctionalInterface
  public interface Body {
    /** Adds all views. */
    void run(BackProjector backProjector) throws ReconstructionException, IOException;
  }

  /**
   * Reconstructs.
   *
   * @param threads threads that prepare views
   * @param engine the engine's description
   */
  public static Reconstruction run(
      FdkPlan plan,
      Schedule schedule,
      int threads,
      String engine,
      BackProjection backProjection,
      Progress progress)
      throws ReconstructionException, IOException {
    try (Workers workers = new Workers(threads)) {
      return run(plan, schedule, workers, engine, backProjection, progress);
    }
  }

  public static Reconstruction run(
      FdkPlan plan,
      Schedule schedule,
      Workers workers,
      String engine,
      BackProjection backProjection,
      Progress progress)
      throws ReconstructionException, IOException {
    long start = System.nanoTime();
    List<StageTime> stages = new ArrayList<>();
    List<String> warnings = new ArrayList<>(plan.warnings());
    Volume volume = Volume.unfilled(plan.grid(), plan.protocol().calibration().scale());
    double[] busy = new double[1];
    backProjection.use(
        volume,
        backProjector -> {
          FdkPipeline pipeline = new FdkPipeline(plan, workers, schedule, progress);
          pipeline.run(backProjector);
          stages.addAll(pipeline.times());
          busy[0] = backProjector.busySeconds();
          stages.add(new StageTime("back-project", busy[0]));
        });
    long scaling = System.nanoTime();
    long replaced = HuScaling.apply(volume, plan.fieldOfView(), plan.protocol().calibration());
    if (replaced > 0) {
      warnings.add(replaced + " voxels were not finite and were set to air");
    }
    long end = System.nanoTime();
    stages.add(new StageTime("scale", (end - scaling) * 1e-9));
    ReconstructionFigures figures =
        new ReconstructionFigures(
            plan.views(),
            plan.grid().voxelCount(),
            plan.fieldOfView().voxels(),
            (end - start) * 1e-9 + plan.seconds(),
            busy[0],
            schedule.bytesMoved(),
            schedule.plannedBytes(),
            schedule.description());
    return new Reconstruction(plan.toPatient(volume), stages, warnings, engine, figures);
  }
}
