package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.RectifiedView;
import org.rotavox.recon.engine.BackProjector;
import org.rotavox.recon.engine.SlabSchedule;

/**
 * Drives a filtered back-projection: while one batch of views is back-projected the next is read,
 * filtered and rectified.
 */
final class FdkPipeline {

  /** Names of the stages, as they are reported. */
  static final String PREPARE = "prepare views";

  private final FdkPlan plan;
  private final Workers workers;
  private final int batchViews;
  private final Progress progress;
  private final BlockingQueue<ViewPreparation> idle;
  private final List<ViewPreparation> preparations = new ArrayList<>();
  private final AtomicInteger prepared = new AtomicInteger();
  private final int slabSlices;

  FdkPipeline(FdkPlan plan, Workers workers, SlabSchedule schedule, Progress progress) {
    this.plan = plan;
    this.workers = workers;
    this.batchViews = Math.min(schedule.batchViews(), plan.run().views());
    this.slabSlices = schedule.slabSlices();
    this.progress = progress;
    this.idle = new ArrayBlockingQueue<>(workers.threads());
    for (int i = 0; i < workers.threads(); i++) {
      ViewPreparation preparation = new ViewPreparation(plan);
      preparations.add(preparation);
      idle.add(preparation);
    }
  }

  /** Back-projects all views into the volume of the back-projector, slab by slab. */
  void run(BackProjector backProjector) throws ReconstructionException, IOException {
    int size = plan.rectification().columns() * plan.rectification().rows();
    float[][][] buffers = new float[2][batchViews][size];
    int slices = plan.run().grid().sizeZ();
    for (int first = 0; first < slices; first += slabSlices) {
      backProjector.begin(first, Math.min(slabSlices, slices - first));
      runSlab(backProjector, buffers);
      backProjector.end();
    }
  }

  private void runSlab(BackProjector backProjector, float[][][] buffers)
      throws ReconstructionException, IOException {
    List<Future<?>> pending = startBatch(0, buffers[0]);
    for (int first = 0, batch = 0; first < plan.run().views(); first += batchViews, batch++) {
      workers.await(pending);
      checkCancelled();
      pending = startBatch(first + batchViews, buffers[(batch + 1) % 2]);
      try {
        backProjector.add(views(first, buffers[batch % 2]));
      } catch (ReconstructionException e) {
        workers.await(pending);
        throw e;
      }
    }
  }

  private List<RectifiedView> views(int first, float[][] data) {
    List<RectifiedView> views = new ArrayList<>();
    for (int v = first; v < Math.min(first + batchViews, plan.run().views()); v++) {
      views.add(
          new RectifiedView(
              data[v - first], plan.rectification().coefficients(v, plan.run().grid())));
    }
    return views;
  }

  private List<Future<?>> startBatch(int first, float[][] out) {
    List<Future<?>> tasks = new ArrayList<>();
    for (int v = first; v < Math.min(first + batchViews, plan.run().views()); v++) {
      int view = v;
      tasks.add(workers.start(() -> prepare(view, out[view - first])));
    }
    return tasks;
  }

  private void prepare(int view, float[] out) throws ReconstructionException, IOException {
    checkCancelled();
    ViewPreparation preparation = idle.remove();
    try {
      preparation.prepare(view, out, 0);
    } finally {
      idle.add(preparation);
    }
    int slabs = (plan.run().grid().sizeZ() + slabSlices - 1) / slabSlices;
    progress.report(PREPARE, prepared.incrementAndGet(), (long) plan.run().views() * slabs);
  }

  private void checkCancelled() throws ReconstructionException {
    if (progress.cancelled()) {
      throw new ReconstructionException(
          ReconstructionException.Kind.CANCELLED, "the reconstruction was cancelled");
    }
  }

  /** Returns the times of reading, filtering and rectifying: the mean of the threads. */
  List<StageTime> times() {
    double perThread = 1e-9 / preparations.size();
    return List.of(
        new StageTime(
            "read frames",
            preparations.stream().mapToLong(ViewPreparation::readNanos).sum() * perThread),
        new StageTime(
            "filter views",
            preparations.stream().mapToLong(ViewPreparation::filterNanos).sum() * perThread),
        new StageTime(
            "rectify views",
            preparations.stream().mapToLong(ViewPreparation::rectifyNanos).sum() * perThread));
  }
}
