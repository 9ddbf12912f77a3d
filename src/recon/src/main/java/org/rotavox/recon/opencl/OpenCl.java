package org.rotavox.recon.opencl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * The OpenCL of this machine: which devices there are, or why there is none. Never throws: a
 * machine without any OpenCL library is an ordinary one, on which the CPU engine serves.
 *
 * <p>The platform "Portable Computing Language" (PoCL) is asked for its devices only by {@link
 * #allDevices}: the question loads LLVM into this process, which takes the JVM's handler of SIGSEGV
 * away (see {@link SignalHandback}), and without {@code /sys} it ends the process. Its name is
 * known without that.
 */
public final class OpenCl {

  private static final String NO_LIBRARY =
      "no OpenCL library could be loaded; install an OpenCL loader and the driver of the device, or"
          + " PoCL (libOpenCL.so not found";

  private static final String POCL = "Portable Computing Language";

  /** The most characters of a name that a driver is believed. */
  private static final int LONGEST_NAME_BYTES = 4096;

  private OpenCl() {}

  /** What a look for devices found. */
  private record Found(List<OpenClDevice> devices, String reason) {}

  /** Returns the devices of all platforms but PoCL, GPUs first; empty where there is none. */
  public static List<OpenClDevice> devices() {
    return look(false).devices();
  }

  /** Returns the devices of all platforms, GPUs first, those of PoCL last. */
  public static List<OpenClDevice> allDevices() {
    return look(true).devices();
  }

  /** Returns why there is no device but those of PoCL; empty where there is one. */
  public static String unavailableReason() {
    return look(false).reason();
  }

  /** Returns true if PoCL is installed; does not ask it anything. */
  public static boolean hasPocl() {
    if (!OpenClLibrary.mayBeThere()) {
      return false;
    }
    try {
      CL.setExceptionsEnabled(true);
      return Arrays.stream(platforms()).map(OpenCl::nameOf).anyMatch(OpenCl::isPocl);
    } catch (CLException | LinkageError e) {
      return false;
    }
  }

  /**
   * Returns the first device that a pattern asks for, if there is one. PoCL is looked at where no
   * other platform has one.
   *
   * @param pattern {@code auto} or empty = the first device, GPUs first; otherwise a part of the
   *     platform's or device's name, whatever the case
   */
  public static Optional<OpenClDevice> choose(String pattern) {
    String wanted = pattern.equals("auto") ? "" : pattern.toLowerCase(Locale.ROOT);
    return first(devices(), wanted).or(() -> first(allDevices(), wanted));
  }

  private static Optional<OpenClDevice> first(List<OpenClDevice> devices, String wanted) {
    return devices.stream()
        .filter(device -> device.description().toLowerCase(Locale.ROOT).contains(wanted))
        .findFirst();
  }

  private static Found look(boolean withPocl) {
    if (!OpenClLibrary.mayBeThere()) {
      return new Found(List.of(), NO_LIBRARY + ")");
    }
    try {
      CL.setExceptionsEnabled(true);
      List<OpenClDevice> devices = listDevices(withPocl);
      return new Found(
          devices, devices.isEmpty() ? "the OpenCL loader of this machine lists no device" : "");
    } catch (CLException e) {
      return new Found(List.of(), "OpenCL answers: " + e.getMessage());
    } catch (LinkageError | RuntimeException e) {
      return new Found(List.of(), NO_LIBRARY + ": " + e.getClass().getSimpleName() + ")");
    }
  }

  private static List<OpenClDevice> listDevices(boolean withPocl) {
    cl_platform_id[] platforms = platforms();
    List<OpenClDevice> devices = new ArrayList<>();
    for (int p = 0; p < platforms.length; p++) {
      String name = nameOf(platforms[p]);
      if (isPocl(name) && !withPocl) {
        continue;
      }
      cl_device_id[] ids = devicesOf(platforms[p]);
      SignalHandback.run();
      for (int d = 0; d < ids.length; d++) {
        devices.add(describe(name, p, ids[d], d));
      }
    }
    devices.sort(
        Comparator.<OpenClDevice, Boolean>comparing(device -> isPocl(device.platform()))
            .thenComparing(device -> device.kind() != OpenClDevice.Kind.GPU));
    return List.copyOf(devices);
  }

  private static boolean isPocl(String platform) {
    return platform.contains(POCL);
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    CL.clGetPlatformIDs(0, null, count);
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    CL.clGetPlatformIDs(platforms.length, platforms, null);
    return platforms;
  }

  private static String nameOf(cl_platform_id platform) {
    byte[] name = new byte[LONGEST_NAME_BYTES];
    long[] length = new long[1];
    CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, name.length, Pointer.to(name), length);
    return text(name, length[0]);
  }

  private static cl_device_id[] devicesOf(cl_platform_id platform) {
    int[] count = new int[1];
    try {
      CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
    } catch (CLException e) {
      if (e.getStatus() == CL.CL_DEVICE_NOT_FOUND) {
        return new cl_device_id[0];
      }
      throw e;
    }
    cl_device_id[] ids = new cl_device_id[count[0]];
    CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
    return ids;
  }

  private static OpenClDevice describe(String platform, int p, cl_device_id id, int d) {
    long type = number(id, CL.CL_DEVICE_TYPE);
    OpenClDevice.Kind kind =
        (type & CL.CL_DEVICE_TYPE_GPU) != 0
            ? OpenClDevice.Kind.GPU
            : (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? OpenClDevice.Kind.CPU : OpenClDevice.Kind.OTHER;
    return new OpenClDevice(
        platform,
        string(id, CL.CL_DEVICE_NAME),
        string(id, CL.CL_DEVICE_VERSION),
        kind,
        (int) number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS),
        number(id, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(id, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        p,
        d);
  }

  /** Returns a device's handle. */
  static cl_device_id handle(OpenClDevice device) {
    cl_device_id[] ids = devicesOf(platform(device));
    if (device.deviceIndex() >= ids.length) {
      throw new CLException("the device is no longer available", CL.CL_DEVICE_NOT_FOUND);
    }
    return ids[device.deviceIndex()];
  }

  /** Returns the handle of a device's platform. */
  static cl_platform_id platform(OpenClDevice device) {
    CL.setExceptionsEnabled(true);
    cl_platform_id[] platforms = platforms();
    if (device.platformIndex() >= platforms.length) {
      throw new CLException("the platform is no longer available", CL.CL_INVALID_PLATFORM);
    }
    return platforms[device.platformIndex()];
  }

  private static String string(cl_device_id id, int parameter) {
    byte[] value = new byte[LONGEST_NAME_BYTES];
    long[] length = new long[1];
    CL.clGetDeviceInfo(id, parameter, value.length, Pointer.to(value), length);
    return text(value, length[0]);
  }

  private static String text(byte[] value, long length) {
    int used = (int) Math.max(0, Math.min(value.length, length - 1));
    return new String(value, 0, used, StandardCharsets.UTF_8).trim();
  }

  private static long number(cl_device_id id, int parameter) {
    long[] value = new long[1];
    long[] length = new long[1];
    CL.clGetDeviceInfo(id, parameter, Long.BYTES, Pointer.to(value), length);
    return length[0] == Integer.BYTES ? value[0] & 0xFFFFFFFFL : value[0];
  }
}
