package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Provenance;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionException.Kind;
import org.rotavox.recon.ReconstructionFigures;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.engine.ComputeEngine;
import org.rotavox.recon.engine.PlannedBackProjection;
import org.rotavox.recon.engine.SlabSchedule;
import org.rotavox.recon.engine.VolumeAlgorithm;

/**
 * Filtered back-projection, the same on every engine: views are prepared on the CPU while others
 * are back-projected wherever the engine does that. Where a device runs out of memory the volume is
 * cut into smaller slabs.
 */
public final class Fdk implements VolumeAlgorithm {

  @Override
  public Reconstruction reconstruct(
      ProjectionStack stack,
      ReconstructionProtocol protocol,
      ComputeEngine engine,
      Progress progress,
      Consumer<String> reports)
      throws ReconstructionException, IOException {
    try (Workers workers = new Workers(engine.threads())) {
      FdkPlan plan = FdkPlan.of(PreparedRun.of(stack, protocol, workers));
      int mostSlices = plan.run().grid().sizeZ();
      while (true) {
        PlannedBackProjection planned = engine.plan(plan.task(engine.threads()), mostSlices);
        try {
          return run(plan, planned, workers, engine, progress);
        } catch (ReconstructionException e) {
          OptionalInt fewer = planned.fewerSlices();
          if (e.kind() != Kind.DEVICE_MEMORY || fewer.isEmpty()) {
            throw e;
          }
          mostSlices = fewer.getAsInt();
          reports.accept("the device ran out of memory (" + e.getMessage() + "); smaller slabs");
        }
      }
    }
  }

  private static Reconstruction run(
      FdkPlan plan,
      PlannedBackProjection planned,
      Workers workers,
      ComputeEngine engine,
      Progress progress)
      throws ReconstructionException, IOException {
    long start = System.nanoTime();
    PreparedRun run = plan.run();
    SlabSchedule schedule = planned.schedule();
    List<StageTime> stages = new ArrayList<>();
    Volume volume = Volume.unfilled(run.grid(), run.scale());
    double[] busy = new double[1];
    planned.run(
        volume,
        workers,
        progress,
        backProjector -> {
          FdkPipeline pipeline = new FdkPipeline(plan, workers, schedule, progress);
          pipeline.run(backProjector);
          stages.addAll(pipeline.times());
          busy[0] = backProjector.busySeconds();
          stages.add(new StageTime("back-project", busy[0]));
        });
    long scaling = System.nanoTime();
    List<String> warnings = new ArrayList<>(plan.warnings());
    warnings.addAll(run.scaling().apply(volume, workers));
    long end = System.nanoTime();
    stages.add(new StageTime("scale", (end - scaling) * 1e-9));
    ReconstructionFigures figures =
        new ReconstructionFigures(
            run.views(),
            run.grid().voxelCount(),
            run.fieldOfView().voxels(),
            (end - start) * 1e-9 + plan.seconds(),
            busy[0],
            schedule.bytesMoved(),
            schedule.plannedBytes(),
            schedule.description());
    return new Reconstruction(
        run.toPatient(volume),
        stages,
        warnings,
        new Provenance(Algorithm.FDK, engine.description(), plan.records()),
        figures);
  }
}
