package org.rotavox.recon.opencl;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jocl.CLException;
import org.rotavox.recon.ColumnVolume;
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

/**
 * The engine that computes on an OpenCL device. One reconstruction has the device at a time, since
 * its plan counts on the whole memory; others wait for their turn, and prepare nothing meanwhile.
 */
public final class OpenClEngine implements ComputeEngine {

  private static final long ASK_EVERY_MS = 200;

  private final Semaphore turn = new Semaphore(1, true);
  private final OpenClDevice device;
  private final int threads;
  private final List<KernelVariant> variants;
  private final DeviceFaults faults;

  /** Creates the engine of a device; all processors of this machine prepare the views. */
  public OpenClEngine(OpenClDevice device) {
    this(device, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Creates the engine of a device.
   *
   * @param threads threads that prepare views
   */
  public OpenClEngine(OpenClDevice device, int threads) {
    this(device, threads, List.of(), DeviceFaults.NONE);
  }

  /**
   * Creates the engine of a device with certain variants of the kernel.
   *
   * @param variants the variants to try; empty = those that suit the device
   * @param faults what goes wrong, whatever the device can do
   */
  OpenClEngine(
      OpenClDevice device, int threads, List<KernelVariant> variants, DeviceFaults faults) {
    this.device = device;
    this.threads = threads;
    this.variants = List.copyOf(variants);
    this.faults = faults;
  }

  @Override
  public String description() {
    return "OpenCL, " + device.description();
  }

  @Override
  public Roofline roofline() throws ReconstructionException {
    return OpenClRoofline.measure(device);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public PlannedBackProjection plan(BackProjectionTask task, int mostSlices)
      throws ReconstructionException {
    return new Planned(task, MemoryPlan.of(task, device, mostSlices));
  }

  @Override
  public ProjectorPair projectors(Shadows shadows, Workers workers, Progress progress)
      throws ReconstructionException {
    MemoryPlan.requireRoom(device, shadows);
    List<KernelVariant> tried = variants(shadows.rowsPerSlice());
    takeTurn(progress);
    try {
      OpenClSession session =
          OpenClSession.open(
              device,
              OpenClSession.PROJECTORS,
              KernelVariant.options(tried, OpenClProjectorPair.BATCH_VIEWS));
      try {
        return new OwnedPair(
            new OpenClProjectorPair(session, tried.get(session.option()), shadows), session, turn);
      } catch (CLException e) {
        session.close();
        throw OpenClSession.failure(e);
      } catch (RuntimeException | Error e) {
        session.close();
        throw e;
      }
    } catch (ReconstructionException | RuntimeException | Error e) {
      turn.release();
      throw e;
    }
  }

  /** A pair with the session that it works in. */
  private record OwnedPair(OpenClProjectorPair pair, OpenClSession session, Semaphore turn)
      implements ProjectorPair {

    @Override
    public void forward(ColumnVolume volume, int[] views, float[][] out)
        throws ReconstructionException {
      pair.forward(volume, views, out);
    }

    @Override
    public void backward(int[] views, float[][] images, ColumnVolume out)
        throws ReconstructionException {
      pair.backward(views, images, out);
    }

    @Override
    public void close() {
      try {
        pair.close();
        session.close();
      } finally {
        turn.release();
      }
    }
  }

  private final class Planned implements PlannedBackProjection {

    private final BackProjectionTask task;
    private final MemoryPlan memory;

    Planned(BackProjectionTask task, MemoryPlan memory) {
      this.task = task;
      this.memory = memory;
    }

    @Override
    public SlabSchedule schedule() {
      return memory.schedule(task);
    }

    @Override
    public OptionalInt fewerSlices() {
      return memory.slabSlices() > MemoryPlan.SLICE_STEP
          ? OptionalInt.of(Math.max(MemoryPlan.SLICE_STEP, memory.slabSlices() / 2))
          : OptionalInt.empty();
    }

    @Override
    public void run(Volume volume, Workers workers, Progress progress, Body body)
        throws ReconstructionException, IOException {
      List<KernelVariant> tried = variants(task.rectification().rowsPerSlice());
      String[] options = KernelVariant.options(tried, memory.batchViews());
      takeTurn(progress);
      try (OpenClSession session = OpenClSession.open(device, OpenClSession.PROJECTORS, options)) {
        session.play(faults);
        KernelVariant variant = tried.get(session.option());
        try (OpenClBackProjector projector =
            open(session, variant, task, memory, volume, workers)) {
          body.run(projector);
        }
      } finally {
        turn.release();
      }
    }
  }

  private List<KernelVariant> variants(double rowsPerSlice) {
    return variants.isEmpty() ? KernelVariant.candidates(device, rowsPerSlice) : variants;
  }

  private void takeTurn(Progress progress) throws ReconstructionException {
    try {
      while (!turn.tryAcquire(ASK_EVERY_MS, TimeUnit.MILLISECONDS)) {
        if (progress.cancelled()) {
          throw new ReconstructionException(
              ReconstructionException.Kind.CANCELLED, "the reconstruction was cancelled");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReconstructionException(
          ReconstructionException.Kind.CANCELLED, "the reconstruction was interrupted", e);
    }
  }

  private static OpenClBackProjector open(
      OpenClSession session,
      KernelVariant variant,
      BackProjectionTask task,
      MemoryPlan memory,
      Volume volume,
      Workers workers)
      throws ReconstructionException {
    try {
      return new OpenClBackProjector(session, variant, task, memory, volume, workers);
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }
}
