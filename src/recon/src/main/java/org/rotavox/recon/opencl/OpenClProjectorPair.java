package org.rotavox.recon.opencl;

import java.util.Arrays;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.detector.RectifiedView;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.ProjectorPair;

/**
 * The projector pair on an OpenCL device. The volume travels to the device for every projection and
 * back for every back-projection: the iteration itself is done here, the same for every engine.
 */
final class OpenClProjectorPair implements ProjectorPair {

  /** Views that are projected at a time. */
  static final int BATCH_VIEWS = 16;

  private static final int GROUP = 16;

  private final OpenClSession session;
  private final Shadows shadows;
  private final VolumeGrid grid;
  private final int stride;
  private final int imageValues;
  private final cl_kernel forward;
  private final BackProjectKernel backward;
  private final BackProjectKernel.Buffers buffers;

  OpenClProjectorPair(OpenClSession session, KernelVariant variant, Shadows shadows) {
    this.session = session;
    this.shadows = shadows;
    this.grid = shadows.grid();
    this.stride = ColumnVolume.strideOf(grid);
    this.imageValues = shadows.columns() * shadows.rows();
    this.forward = session.kernel("forward_project");
    this.backward = new BackProjectKernel(session, variant);
    this.buffers =
        new BackProjectKernel.Buffers(
            session.allocate(CL.CL_MEM_READ_WRITE, viewsBytes(shadows)),
            session.allocate(CL.CL_MEM_READ_ONLY, 4L * RectifiedView.COEFFICIENTS * BATCH_VIEWS),
            session.allocate(CL.CL_MEM_READ_ONLY, 4L * grid.sliceVoxels()),
            session.allocate(CL.CL_MEM_READ_WRITE, ColumnVolume.bytesOf(grid)));
    session.fill(buffers.views(), viewsBytes(shadows));
    writeLimits();
    compile();
  }

  /**
   * Launches both kernels once; see {@link SignalHandback}. The forward projector always works on a
   * view, so it gets a real one: whatever else lies in the buffer may send it anywhere.
   */
  private void compile() {
    session.fill(buffers.slab(), ColumnVolume.bytesOf(grid));
    writeCoefficients(new int[] {0}, 0, 1);
    launchForward(1);
    launchBackward(0);
    CL.clFinish(session.queue());
    SignalHandback.run();
  }

  /** Returns the bytes of the device's memory that a pair takes. */
  static long deviceBytes(Shadows shadows) {
    return ColumnVolume.bytesOf(shadows.grid())
        + viewsBytes(shadows)
        + 4L * shadows.grid().sliceVoxels();
  }

  private static long viewsBytes(Shadows shadows) {
    return 4L * BATCH_VIEWS * shadows.columns() * shadows.rows() + 2L * 4 * MemoryPlan.PAD;
  }

  private void writeLimits() {
    short[] pairs = new short[2 * grid.sliceVoxels()];
    for (int n = 1; n < pairs.length; n += 2) {
      pairs[n] = (short) grid.sizeZ();
    }
    session.write(buffers.limits(), 0, 2L * pairs.length, Pointer.to(pairs));
  }

  @Override
  public void forward(ColumnVolume volume, int[] views, float[][] out)
      throws ReconstructionException {
    guard(
        () -> {
          for (int j = 0; j < grid.sizeY(); j++) {
            float[] row = volume.row(j);
            session.write(buffers.slab(), 4L * j * row.length, 4L * row.length, Pointer.to(row));
          }
          for (int first = 0; first < views.length; first += BATCH_VIEWS) {
            int batch = Math.min(BATCH_VIEWS, views.length - first);
            writeCoefficients(views, first, batch);
            launchForward(batch);
            for (int n = 0; n < batch; n++) {
              session.read(
                  buffers.views(), imageAt(n), 4L * imageValues, Pointer.to(out[first + n]));
            }
          }
        });
  }

  @Override
  public void backward(int[] views, float[][] images, ColumnVolume out)
      throws ReconstructionException {
    guard(
        () -> {
          session.fill(buffers.slab(), ColumnVolume.bytesOf(grid));
          for (int first = 0; first < views.length; first += BATCH_VIEWS) {
            int batch = Math.min(BATCH_VIEWS, views.length - first);
            writeCoefficients(views, first, batch);
            for (int n = 0; n < batch; n++) {
              session.write(
                  buffers.views(), imageAt(n), 4L * imageValues, Pointer.to(images[first + n]));
            }
            launchBackward(batch);
          }
          CL.clFinish(session.queue());
          session.takeTrackedSeconds();
          read(out);
        });
  }

  private void read(ColumnVolume out) {
    for (int j = 0; j < grid.sizeY(); j++) {
      float[] row = out.row(j);
      session.read(buffers.slab(), 4L * j * row.length, 4L * row.length, Pointer.to(row));
      for (int i = 0; i < grid.sizeX(); i++) {
        Arrays.fill(row, i * stride + grid.sizeZ(), (i + 1) * stride, 0);
      }
    }
  }

  private static long imageAt(int n, int imageValues) {
    return 4L * (MemoryPlan.PAD + (long) n * imageValues);
  }

  private long imageAt(int n) {
    return imageAt(n, imageValues);
  }

  private void writeCoefficients(int[] views, int first, int batch) {
    float[] all = new float[RectifiedView.COEFFICIENTS * batch];
    for (int n = 0; n < batch; n++) {
      float[] c = shadows.coefficients(views[first + n]);
      System.arraycopy(c, 0, all, n * RectifiedView.COEFFICIENTS, c.length);
    }
    session.write(buffers.coefficients(), 0, 4L * all.length, Pointer.to(all));
  }

  private void launchForward(int batch) {
    int argument = 0;
    for (cl_mem buffer : List.of(buffers.slab(), buffers.coefficients(), buffers.views())) {
      CL.clSetKernelArg(forward, argument++, Sizeof.cl_mem, Pointer.to(buffer));
    }
    int[] numbers = {
      grid.sizeX(), grid.sizeY(), grid.sizeZ(), stride, shadows.columns(), shadows.rows()
    };
    for (int number : numbers) {
      CL.clSetKernelArg(forward, argument++, Sizeof.cl_int, Pointer.to(new int[] {number}));
    }
    long columns = (shadows.columns() + GROUP - 1L) / GROUP * GROUP;
    CL.clEnqueueNDRangeKernel(
        session.queue(),
        forward,
        2,
        null,
        new long[] {columns, batch},
        new long[] {GROUP, 1},
        0,
        null,
        null);
  }

  private void launchBackward(int batch) {
    backward.launch(
        buffers,
        new BackProjectKernel.Sizes(
            batch,
            grid.sizeX(),
            grid.sizeY(),
            stride,
            0,
            grid.sizeZ(),
            shadows.columns(),
            shadows.rows()));
  }

  private static void guard(Runnable work) throws ReconstructionException {
    try {
      work.run();
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }

  @Override
  public void close() {
    CL.clFinish(session.queue());
    buffers.all().forEach(CL::clReleaseMemObject);
  }
}
