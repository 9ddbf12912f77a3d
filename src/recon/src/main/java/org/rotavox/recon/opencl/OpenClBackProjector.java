package org.rotavox.recon.opencl;

import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_mem;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.RectifiedView;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.engine.BackProjector;
import org.rotavox.recon.orbit.FieldOfView;

/**
 * The back-projector on an OpenCL device. Batches of views are uploaded while the CPU prepares the
 * next ones, and added to the {@link Slab}.
 */
final class OpenClBackProjector implements BackProjector, AutoCloseable {

  private final OpenClSession session;
  private final BackProjectionTask task;
  private final Volume volume;
  private final Workers workers;
  private final BackProjectKernel kernel;
  private final cl_mem views;
  private final cl_mem coefficients;
  private final cl_mem limits;
  private final Slab slab;
  private final float[] batchCoefficients;
  private double busySeconds;

  OpenClBackProjector(
      OpenClSession session,
      KernelVariant variant,
      BackProjectionTask task,
      MemoryPlan memory,
      Volume volume,
      Workers workers) {
    this.workers = workers;
    this.session = session;
    this.task = task;
    this.volume = volume;
    this.batchCoefficients = new float[RectifiedView.COEFFICIENTS * memory.batchViews()];
    this.kernel = new BackProjectKernel(session, variant);
    this.views =
        session.allocate(CL.CL_MEM_READ_ONLY, MemoryPlan.viewsBytes(task, memory.batchViews()));
    this.coefficients = session.allocate(CL.CL_MEM_READ_ONLY, 4L * batchCoefficients.length);
    this.limits = session.allocate(CL.CL_MEM_READ_ONLY, 4L * task.grid().sliceVoxels());
    this.slab = new Slab(session, task.grid(), memory.pieceSlices());
    writeLimits();
    session.fill(views, MemoryPlan.viewsBytes(task, memory.batchViews()));
    compile();
  }

  /**
   * Launches the kernel once without any view, so that all compiling is over before other threads
   * begin to compute; see {@link SignalHandback}.
   */
  private void compile() {
    launch(0, new Slab.Piece(views, 0, 0));
    CL.clFinish(session.queue());
    session.takeTrackedSeconds();
    SignalHandback.run();
  }

  private void writeLimits() {
    VolumeGrid grid = task.grid();
    FieldOfView field = task.fieldOfView();
    short[] pairs = new short[2 * grid.sliceVoxels()];
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        int at = 2 * (j * grid.sizeX() + i);
        pairs[at] = (short) field.first(i, j);
        pairs[at + 1] = (short) (field.last(i, j) + 1);
      }
    }
    session.write(limits, 0, 2L * pairs.length, Pointer.to(pairs));
  }

  @Override
  public void begin(int firstSlice, int slices) throws ReconstructionException {
    guard(() -> slab.begin(firstSlice, slices));
  }

  @Override
  public void add(List<RectifiedView> batch) throws ReconstructionException {
    guard(() -> upload(batch));
    guard(() -> slab.pieces().forEach(piece -> launch(batch.size(), piece)));
  }

  private void upload(List<RectifiedView> batch) {
    long viewBytes = task.viewBytes();
    for (int n = 0; n < batch.size(); n++) {
      RectifiedView view = batch.get(n);
      System.arraycopy(
          view.coefficients(),
          0,
          batchCoefficients,
          n * RectifiedView.COEFFICIENTS,
          RectifiedView.COEFFICIENTS);
      session.write(views, 4L * MemoryPlan.PAD + n * viewBytes, viewBytes, Pointer.to(view.data()));
    }
    session.write(coefficients, 0, 4L * batchCoefficients.length, Pointer.to(batchCoefficients));
  }

  private void launch(int batchSize, Slab.Piece piece) {
    VolumeGrid grid = task.grid();
    kernel.launch(
        new BackProjectKernel.Buffers(views, coefficients, limits, piece.columns()),
        new BackProjectKernel.Sizes(
            batchSize,
            grid.sizeX(),
            grid.sizeY(),
            MemoryPlan.stride(piece.slices()),
            piece.firstSlice(),
            piece.slices(),
            task.rectification().columns(),
            task.rectification().rows()));
  }

  @Override
  public void end() throws ReconstructionException {
    guard(
        () -> {
          CL.clFinish(session.queue());
          busySeconds += session.takeTrackedSeconds();
          slab.moveTo(volume, workers);
        });
  }

  @Override
  public double busySeconds() {
    return busySeconds;
  }

  private interface DeviceWork {
    void run() throws ReconstructionException;
  }

  private static void guard(DeviceWork work) throws ReconstructionException {
    try {
      work.run();
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }

  @Override
  public void close() {
    slab.close();
    for (cl_mem buffer : List.of(views, coefficients, limits)) {
      CL.clReleaseMemObject(buffer);
    }
  }
}
