package org.rotavox.recon.opencl;

import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Roofline;

/** Measures the {@link Roofline} of a device: a copy inside its memory, and multiply-adds. */
final class OpenClRoofline {

  private static final long MOST_COPIED_BYTES = 64L << 20;
  private static final int REPETITIONS = 4;
  private static final int ITEMS_PER_UNIT = 1024;
  private static final int ROUNDS = 2000;
  private static final int GROUP = 64;
  private static final double FLOPS_PER_ROUND = 2.0 * 8 * 16;

  private OpenClRoofline() {}

  static Roofline measure(OpenClDevice device) throws ReconstructionException {
    try (OpenClSession session = OpenClSession.open(device, "roofline.cl", "")) {
      return new Roofline(copyBytesPerSecond(session, device), flopsPerSecond(session, device));
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }

  private static double copyBytesPerSecond(OpenClSession session, OpenClDevice device) {
    long bytes = Math.min(MOST_COPIED_BYTES, device.largestBufferBytes() / 4);
    cl_mem from = session.allocate(CL.CL_MEM_READ_WRITE, bytes);
    cl_mem to = session.allocate(CL.CL_MEM_READ_WRITE, bytes);
    session.fill(from, bytes);
    double best = Double.MAX_VALUE;
    for (int n = 0; n < REPETITIONS; n++) {
      cl_event done = new cl_event();
      CL.clEnqueueCopyBuffer(session.queue(), from, to, 0, 0, bytes, 0, null, done);
      best = Math.min(best, seconds(session, done));
    }
    CL.clReleaseMemObject(from);
    CL.clReleaseMemObject(to);
    return 2 * bytes / best;
  }

  private static double flopsPerSecond(OpenClSession session, OpenClDevice device) {
    long items = (long) ITEMS_PER_UNIT * Math.max(1, device.computeUnits());
    cl_mem out = session.allocate(CL.CL_MEM_READ_WRITE, Sizeof.cl_float * items);
    cl_kernel kernel = session.kernel("multiply_add");
    CL.clSetKernelArg(kernel, 0, Sizeof.cl_mem, Pointer.to(out));
    CL.clSetKernelArg(kernel, 1, Sizeof.cl_int, Pointer.to(new int[] {ROUNDS}));
    double best = Double.MAX_VALUE;
    for (int n = 0; n < REPETITIONS; n++) {
      cl_event done = new cl_event();
      CL.clEnqueueNDRangeKernel(
          session.queue(), kernel, 1, null, new long[] {items}, new long[] {GROUP}, 0, null, done);
      best = Math.min(best, seconds(session, done));
    }
    SignalHandback.run();
    CL.clReleaseMemObject(out);
    return FLOPS_PER_ROUND * ROUNDS * items / best;
  }

  private static double seconds(OpenClSession session, cl_event done) {
    CL.clFinish(session.queue());
    session.track(done);
    return Math.max(1e-9, session.takeTrackedSeconds());
  }
}
