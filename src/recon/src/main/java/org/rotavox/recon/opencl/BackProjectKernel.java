package org.rotavox.recon.opencl;

import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * The kernel that adds a batch of views to columns of a volume, and how it is spread over items.
 */
final class BackProjectKernel {

  private static final int GROUP = 16;
  private static final int GPU_LANES = 64;

  private final OpenClSession session;
  private final KernelVariant variant;
  private final cl_kernel kernel;

  BackProjectKernel(OpenClSession session, KernelVariant variant) {
    this.session = session;
    this.variant = variant;
    this.kernel = session.kernel("back_project");
  }

  /**
   * Where a launch finds its data.
   *
   * @param views the batch, {@link MemoryPlan#PAD} values from the start
   * @param coefficients of the views
   * @param limits first and last slice but one of each column
   * @param slab the columns
   */
  record Buffers(cl_mem views, cl_mem coefficients, cl_mem limits, cl_mem slab) {

    List<cl_mem> all() {
      return List.of(views, coefficients, limits, slab);
    }
  }

  /**
   * Sizes of a launch.
   *
   * @param batch views
   * @param stride values from column to column
   * @param firstSlice first slice of the slab
   * @param slices slices of the slab
   * @param columns columns of each view
   * @param rows rows of each view
   */
  record Sizes(
      int batch,
      int sizeX,
      int sizeY,
      int stride,
      int firstSlice,
      int slices,
      int columns,
      int rows) {}

  /** Starts the kernel and returns; its time is tracked by the session. */
  void launch(Buffers buffers, Sizes sizes) {
    int argument = 0;
    for (cl_mem buffer : buffers.all()) {
      CL.clSetKernelArg(kernel, argument++, Sizeof.cl_mem, Pointer.to(buffer));
    }
    int[] numbers = {
      sizes.batch(),
      sizes.sizeX(),
      sizes.sizeY(),
      sizes.stride(),
      sizes.firstSlice(),
      sizes.slices(),
      sizes.columns(),
      sizes.rows()
    };
    for (int number : numbers) {
      CL.clSetKernelArg(kernel, argument++, Sizeof.cl_int, Pointer.to(new int[] {number}));
    }
    boolean walk = variant.walksColumns();
    long[] global =
        walk
            ? new long[] {(sizes.sizeX() + GROUP - 1L) / GROUP * GROUP, sizes.sizeY()}
            : new long[] {GPU_LANES, sizes.sizeX(), sizes.sizeY()};
    long[] local = walk ? new long[] {GROUP, 1} : new long[] {GPU_LANES, 1, 1};
    cl_event done = new cl_event();
    CL.clEnqueueNDRangeKernel(
        session.queue(), kernel, global.length, null, global, local, 0, null, done);
    CL.clFlush(session.queue());
    session.track(done);
  }
}
