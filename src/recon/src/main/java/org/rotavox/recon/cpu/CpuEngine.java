package org.rotavox.recon.cpu;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.engine.ComputeEngine;
import org.rotavox.recon.engine.PlannedBackProjection;
import org.rotavox.recon.engine.ProjectorPair;
import org.rotavox.recon.engine.SlabSchedule;

/** The plain Java engine: it stands alone where no OpenCL exists, and is the truth for it. */
public final class CpuEngine implements ComputeEngine {

  /** Views that are back-projected in one pass over the volume. */
  private static final int BATCH_VIEWS = 16;

  private final int threads;
  private final Optional<ViewWalk> viewWalk;

  /**
   * Creates an engine.
   *
   * @param threads threads that work at the same time, from 1
   */
  public CpuEngine(int threads) {
    this(threads, ViewWalk.ofThisJvm());
  }

  /**
   * Creates an engine that adds views in a certain way.
   *
   * @param viewWalk the way; empty = plain Java
   */
  CpuEngine(int threads, Optional<ViewWalk> viewWalk) {
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
  public Roofline roofline() throws ReconstructionException {
    return CpuRoofline.measure(threads);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public PlannedBackProjection plan(BackProjectionTask task, int mostSlices)
      throws ReconstructionException {
    return new Planned(task, schedule(task));
  }

  @Override
  public ProjectorPair projectors(Shadows shadows, Workers workers, Progress progress) {
    return new CpuProjectorPair(workers, shadows);
  }

  private final class Planned implements PlannedBackProjection {

    private final BackProjectionTask task;
    private final SlabSchedule schedule;

    Planned(BackProjectionTask task, SlabSchedule schedule) {
      this.task = task;
      this.schedule = schedule;
    }

    @Override
    public SlabSchedule schedule() {
      return schedule;
    }

    @Override
    public OptionalInt fewerSlices() {
      return OptionalInt.empty();
    }

    @Override
    public void run(Volume volume, Workers workers, Progress progress, Body body)
        throws ReconstructionException, IOException {
      body.run(new CpuBackProjector(workers, volume, task, viewWalk));
    }
  }

  private static SlabSchedule schedule(BackProjectionTask task) throws ReconstructionException {
    long volume = 4 * task.grid().voxelCount();
    long columns = Math.min(BATCH_VIEWS, task.views()) * task.viewBytes();
    long planned = volume + columns + task.preparationBytes().applyAsLong(BATCH_VIEWS);
    long limit = task.memoryLimitBytes();
    if (planned > limit) {
      throw new ReconstructionException(
          ReconstructionException.Kind.TOO_LARGE,
          "the volume and its buffers take "
              + planned
              + " bytes, the limit is "
              + limit
              + "; choose a smaller matrix or raise the limit");
    }
    long passes = (task.views() + BATCH_VIEWS - 1L) / BATCH_VIEWS;
    return new SlabSchedule(
        BATCH_VIEWS,
        task.grid().sizeZ(),
        planned,
        passes * 2 * volume + task.views() * task.viewBytes(),
        "whole volume, batches of " + BATCH_VIEWS + " views");
  }
}
