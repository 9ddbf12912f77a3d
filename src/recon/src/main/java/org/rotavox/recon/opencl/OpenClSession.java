package org.rotavox.recon.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;
import org.rotavox.recon.ReconstructionException;

/** Context, queue and built program of one device, for one reconstruction. */
final class OpenClSession implements AutoCloseable {

  /** The program of both projectors. */
  static final String PROJECTORS = "projectors.cl";

  private static final String OPTIONS = " -cl-mad-enable -cl-no-signed-zeros";

  /** Compilers of CPUs print warnings about wide vectors, once for each program. */
  private static final String NO_WARNINGS = " -w";

  private final cl_context context;
  private final cl_command_queue queue;
  private final cl_program program;
  private final int option;
  private DeviceFaults faults = DeviceFaults.NONE;
  private long writes;
  private final List<cl_kernel> kernels = new ArrayList<>();
  private final List<cl_event> tracked = new ArrayList<>();

  private OpenClSession(
      cl_context context, cl_command_queue queue, cl_program program, int option) {
    this.context = context;
    this.queue = queue;
    this.program = program;
    this.option = option;
  }

  /**
   * Opens a session with a program, built with the first of some compiler options that the device's
   * compiler accepts.
   *
   * @param source name of the program beside this class
   * @param options compiler options, the best first
   * @throws ReconstructionException if the device or its compiler fails
   */
  static OpenClSession open(OpenClDevice device, String source, String... options)
      throws ReconstructionException {
    try {
      cl_device_id id = OpenCl.handle(device);
      cl_context_properties properties = new cl_context_properties();
      properties.addProperty(CL.CL_CONTEXT_PLATFORM, OpenCl.platform(device));
      cl_context context =
          CL.clCreateContext(properties, 1, new cl_device_id[] {id}, null, null, null);
      try {
        return build(context, id, text(source), options, device.kind() == OpenClDevice.Kind.CPU);
      } catch (CLException e) {
        CL.clReleaseContext(context);
        throw e;
      }
    } catch (CLException e) {
      throw failure(e);
    }
  }

  // clCreateCommandQueue is deprecated since OpenCL 2.0; devices of 1.2 know nothing else
  @SuppressWarnings("deprecation")
  private static OpenClSession build(
      cl_context context,
      cl_device_id id,
      String source,
      String[] options,
      boolean compilesInProcess) {
    CLException refused = new CLException("no variant of the program");
    for (int option = 0; option < options.length; option++) {
      cl_program program =
          CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, null);
      String all = options[option] + OPTIONS + (compilesInProcess ? NO_WARNINGS : "");
      try {
        CL.clBuildProgram(program, 1, new cl_device_id[] {id}, all, null, null);
        cl_command_queue queue =
            CL.clCreateCommandQueue(context, id, CL.CL_QUEUE_PROFILING_ENABLE, null);
        return new OpenClSession(context, queue, program, option);
      } catch (CLException e) {
        refused = e;
        CL.clReleaseProgram(program);
      } finally {
        SignalHandback.run();
      }
    }
    throw refused;
  }

  private static String text(String source) {
    try (InputStream in = OpenClSession.class.getResourceAsStream(source)) {
      if (in == null) {
        throw new IllegalStateException("the program " + source + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the program " + source + " cannot be read", e);
    }
  }

  /** Returns a device's failure in words. */
  static ReconstructionException failure(CLException e) {
    boolean memory =
        e.getStatus() == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
            || e.getStatus() == CL.CL_OUT_OF_RESOURCES
            || e.getStatus() == CL.CL_OUT_OF_HOST_MEMORY
            || e.getStatus() == CL.CL_INVALID_BUFFER_SIZE;
    return new ReconstructionException(
        memory ? ReconstructionException.Kind.DEVICE_MEMORY : ReconstructionException.Kind.DEVICE,
        "OpenCL: " + e.getMessage(),
        e);
  }

  cl_command_queue queue() {
    return queue;
  }

  /** Returns a kernel of the program; it is freed with the session. */
  cl_kernel kernel(String name) {
    cl_kernel kernel = CL.clCreateKernel(program, name, null);
    kernels.add(kernel);
    return kernel;
  }

  /** Returns which of the compiler options was accepted, from 0. */
  int option() {
    return option;
  }

  /** Plays faults from now on. */
  void play(DeviceFaults played) {
    this.faults = played;
  }

  cl_mem allocate(long flags, long bytes) {
    faults.allocating(bytes);
    return CL.clCreateBuffer(context, flags, bytes, null, null);
  }

  /** Sets a buffer to zeros. */
  void fill(cl_mem buffer, long bytes) {
    CL.clEnqueueFillBuffer(
        queue, buffer, Pointer.to(new float[] {0}), Sizeof.cl_float, 0, bytes, 0, null, null);
  }

  /** Copies from the host into a buffer, from a byte of it on; returns when that is done. */
  void write(cl_mem buffer, long at, long bytes, Pointer from) {
    faults.writing(writes++);
    CL.clEnqueueWriteBuffer(queue, buffer, true, at, bytes, from, 0, null, null);
  }

  /** Copies from a byte of a buffer on to the host; returns when that is done. */
  void read(cl_mem buffer, long at, long bytes, Pointer to) {
    CL.clEnqueueReadBuffer(queue, buffer, true, at, bytes, to, 0, null, null);
  }

  /** Keeps the event of a command, for its time. */
  void track(cl_event event) {
    tracked.add(event);
  }

  /** Returns the time that the tracked commands ran, seconds, and forgets them. */
  double takeTrackedSeconds() {
    double seconds = 0;
    for (cl_event event : tracked) {
      long[] begin = new long[1];
      long[] end = new long[1];
      CL.clGetEventProfilingInfo(
          event, CL.CL_PROFILING_COMMAND_START, Sizeof.cl_ulong, Pointer.to(begin), null);
      CL.clGetEventProfilingInfo(
          event, CL.CL_PROFILING_COMMAND_END, Sizeof.cl_ulong, Pointer.to(end), null);
      seconds += (end[0] - begin[0]) * 1e-9;
      CL.clReleaseEvent(event);
    }
    tracked.clear();
    return seconds;
  }

  @Override
  public void close() {
    CL.clFinish(queue);
    takeTrackedSeconds();
    kernels.forEach(CL::clReleaseKernel);
    CL.clReleaseProgram(program);
    CL.clReleaseCommandQueue(queue);
    CL.clReleaseContext(context);
  }
}
