package org.rotavox.recon.opencl;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program of its own that prints the OpenCL devices of this machine and ends: a driver that ends
 * its process ends this one. Started by {@link DeviceScout}.
 *
 * <p>A line for each device, fields divided by tabs; then one for PoCL, one for the reason where
 * there is no device, and {@link #END}, without which the list is not whole.
 */
public final class DeviceListing {

  static final String DEVICE = "device";
  static final String POCL = "pocl";
  static final String REASON = "reason";
  static final String END = "end of the list";

  /** The argument by which PoCL is asked for its devices, too. */
  static final String WITH_POCL = "with-pocl";

  private DeviceListing() {}

  /** Prints the list. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean withPocl = List.of(arguments).contains(WITH_POCL);
    List<OpenClDevice> devices = withPocl ? OpenCl.allDevices() : OpenCl.devices();
    for (OpenClDevice device : devices) {
      out.println(
          String.join(
              "\t",
              DEVICE,
              device.kind().name(),
              Integer.toString(device.computeUnits()),
              Long.toString(device.memoryBytes()),
              printable(device.description())));
    }
    if (OpenCl.hasPocl()) {
      out.println(POCL);
    }
    if (devices.isEmpty()) {
      out.println(REASON + "\t" + printable(OpenCl.unavailableReason()));
    }
    out.println(END);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
