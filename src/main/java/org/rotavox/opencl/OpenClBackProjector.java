package org.rotavox.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_mem;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.BackProjector;
import org.rotavox.recon.FdkPlan;
import org.rotavox.recon.FieldOfView;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.RectifiedView;
import org.rotavox.recon.Volume;

/**
 * The back-projector on an OpenCL device. The slab lies on the device column by column (z fastest);
 * batches of views are uploaded while the CPU prepares the next ones, and a finished slab is read
 * back in strips of rows and turned into the volume's slices.
 */
final class OpenClBackProjector implements BackProjector, AutoCloseable {

  /** Rows (y) that are read back at a time. */
  private static final int STRIP_ROWS = 8;

  /** Columns that are turned into slices together. */
  private static final int GROUP = 16;

  private final OpenClSession session;
  private final FdkPlan plan;
  private final Volume volume;
  private final BackProjectKernel kernel;
  private final cl_mem views;
  private final cl_mem coefficients;
  private final cl_mem limits;
  private final cl_mem slab;
  private final float[] batchCoefficients;
  private double busySeconds;
  private int firstSlice;
  private int slices;

  OpenClBackProjector(
      OpenClSession session,
      KernelVariant variant,
      FdkPlan plan,
      MemoryPlan memory,
      Volume volume) {
    this.session = session;
    this.plan = plan;
    this.volume = volume;
    this.batchCoefficients = new float[RectifiedView.COEFFICIENTS * memory.batchViews()];
    this.kernel = new BackProjectKernel(session, variant);
    this.views =
        session.allocate(CL.CL_MEM_READ_ONLY, MemoryPlan.viewsBytes(plan, memory.batchViews()));
    this.coefficients = session.allocate(CL.CL_MEM_READ_ONLY, 4L * batchCoefficients.length);
    this.limits = session.allocate(CL.CL_MEM_READ_ONLY, 4L * plan.grid().sliceVoxels());
    this.slab =
        session.allocate(CL.CL_MEM_READ_WRITE, MemoryPlan.slabBytes(plan, memory.slabSlices()));
    writeLimits();
    session.fill(views, MemoryPlan.viewsBytes(plan, memory.batchViews()));
    compile(memory.slabSlices());
  }

  /**
   * Launches the kernel once without any view, so that all compiling is over before other threads
   * begin to compute; see {@link SignalHandback}.
   */
  private void compile(int slabSlices) {
    firstSlice = 0;
    slices = slabSlices;
    launch(0);
    CL.clFinish(session.queue());
    session.takeTrackedSeconds();
    if (session.compilesInProcess()) {
      double unused = SignalHandback.run();
      assert unused > 0;
    }
  }

  /** Returns the bytes of the buffers through which a slab is read back. */
  static long stagingBytes(FdkPlan plan, int slices) {
    return 2L * 4 * STRIP_ROWS * plan.grid().sizeX() * MemoryPlan.stride(slices);
  }

  private void writeLimits() {
    VolumeGrid grid = plan.grid();
    FieldOfView field = plan.fieldOfView();
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
  public void begin(int newFirstSlice, int newSlices) throws ReconstructionException {
    this.firstSlice = newFirstSlice;
    this.slices = newSlices;
    guard(() -> session.fill(slab, MemoryPlan.slabBytes(plan, newSlices)));
  }

  @Override
  public void add(List<RectifiedView> batch) throws ReconstructionException {
    guard(() -> upload(batch));
    guard(() -> launch(batch.size()));
  }

  private void upload(List<RectifiedView> batch) {
    long viewBytes = plan.viewBytes();
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

  private void launch(int batchSize) {
    VolumeGrid grid = plan.grid();
    kernel.launch(
        new BackProjectKernel.Buffers(views, coefficients, limits, slab),
        new BackProjectKernel.Sizes(
            batchSize,
            grid.sizeX(),
            grid.sizeY(),
            MemoryPlan.stride(slices),
            firstSlice,
            slices,
            plan.rectification().columns(),
            plan.rectification().rows()));
  }

  @Override
  public void end() throws ReconstructionException {
    guard(
        () -> {
          CL.clFinish(session.queue());
          busySeconds += session.takeTrackedSeconds();
          readBack();
        });
  }

  private void readBack() {
    VolumeGrid grid = plan.grid();
    int stride = MemoryPlan.stride(slices);
    int rowValues = grid.sizeX() * stride;
    ByteBuffer staging =
        ByteBuffer.allocateDirect(4 * STRIP_ROWS * rowValues).order(ByteOrder.nativeOrder());
    for (int first = 0; first < grid.sizeY(); first += STRIP_ROWS) {
      int rows = Math.min(STRIP_ROWS, grid.sizeY() - first);
      session.read(slab, 4L * first * rowValues, 4L * rows * rowValues, Pointer.to(staging));
      FloatBuffer values = staging.asFloatBuffer();
      int from = first;
      IntStream.range(0, rows)
          .parallel()
          .forEach(row -> turn(values, row * rowValues, from + row, stride));
    }
  }

  /** Writes one row of columns (z fastest) into the slices. */
  private void turn(FloatBuffer values, int at, int j, int stride) {
    int sizeX = plan.grid().sizeX();
    float[] row = new float[sizeX * stride];
    values.duplicate().position(at).get(row);
    for (int tile = 0; tile < sizeX; tile += GROUP) {
      int end = Math.min(sizeX, tile + GROUP);
      for (int k = 0; k < slices; k++) {
        float[] slice = volume.slice(firstSlice + k);
        for (int i = tile; i < end; i++) {
          slice[j * sizeX + i] = row[i * stride + k];
        }
      }
    }
  }

  @Override
  public double busySeconds() {
    return busySeconds;
  }

  private interface DeviceWork {
    void run();
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
    for (cl_mem buffer : List.of(views, coefficients, limits, slab)) {
      CL.clReleaseMemObject(buffer);
    }
  }
}
