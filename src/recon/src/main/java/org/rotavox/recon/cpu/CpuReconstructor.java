package org.rotavox.recon.cpu;

import java.io.IOException;
import java.util.Optional;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ProjectorPair;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Reconstructor;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Schedule;
import org.rotavox.recon.Workers;
import org.rotavox.recon.fdk.FdkPlan;
import org.rotavox.recon.fdk.FdkRun;
import org.rotavox.recon.iterative.IterativePlan;
import org.rotavox.recon.iterative.OsSart;

/** The plain Java engine: it stands alone where no OpenCL exists, and is the truth for it. */
public final class CpuReconstructor implements Reconstructor {

  /** Views that are back-projected in one pass over the volume. */
  private static final int BATCH_VIEWS = 16;

  private final int threads;
  private final Optional<ViewWalk> viewWalk;

  /**
   * Creates an engine.
   *
   * @param threads threads that work at the same time, from 1
   */
  public CpuReconstructor(int threads) {
    this(threads, ViewWalk.ofThisJvm());
  }

  /**
   * Creates an engine that adds views in a certain way.
   *
   * @param viewWalk the way; empty = plain Java
   */
  CpuReconstructor(int threads, Optional<ViewWalk> viewWalk) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least one thread, got " + threads);
    }
    this.threads = threads;
    this.viewWalk = viewWalk;
  }

  @Override
  public String description() {
    return "CPU, "
        + threads
        + (threads == 1 ? " thread" : " threads")
        + (viewWalk.isPresent() ? ", Vector API" : "");
  }

  @Override
  public Roofline roofline() {
    return CpuRoofline.measure(threads);
  }

  @Override
  public Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    if (protocol.algorithm() == Algorithm.OS_SART) {
      IterativePlan plan = IterativePlan.of(stack, protocol);
      try (ProjectorPair pair = new CpuProjectorPair(threads, plan.shadows())) {
        return OsSart.run(plan, pair, description(), progress);
      }
    }
    FdkPlan plan = FdkPlan.of(stack, protocol);
    Schedule schedule = schedule(plan);
    try (Workers workers = new Workers(threads)) {
      return FdkRun.run(
          plan,
          schedule,
          workers,
          description(),
          (volume, body) -> body.run(new CpuBackProjector(workers, volume, plan, viewWalk)),
          progress);
    }
  }

  private Schedule schedule(FdkPlan plan) throws ReconstructionException {
    long volume = 4 * plan.grid().voxelCount();
    long columns = Math.min(BATCH_VIEWS, plan.views()) * plan.viewBytes();
    long planned = volume + columns + plan.preparationBytes(threads, BATCH_VIEWS);
    long limit = plan.protocol().memoryLimitBytes();
    if (planned > limit) {
      throw new ReconstructionException(
          ReconstructionException.Kind.TOO_LARGE,
          "the volume and its buffers take "
              + planned
              + " bytes, the limit is "
              + limit
              + "; choose a smaller matrix or raise the limit");
    }
    long passes = (plan.views() + BATCH_VIEWS - 1L) / BATCH_VIEWS;
    return new Schedule(
        BATCH_VIEWS,
        plan.grid().sizeZ(),
        planned,
        passes * 2 * volume + plan.views() * plan.viewBytes(),
        "whole volume, batches of " + BATCH_VIEWS + " views");
  }

  @Override
  public void close() {}
}
