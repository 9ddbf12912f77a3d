package org.rotavox.opencl;

import java.util.List;

/** The OpenCL of this machine: which devices there are, or why there is none. Never throws. */
public final class OpenCl {

  private OpenCl() {}

  /** Returns the devices, GPUs first; empty where there is none. */
  public static List<OpenClDevice> devices() {
    return List.of();
  }

  /** Returns why there is no device, in words; empty where there is one. */
  public static String unavailableReason() {
    return "OpenCL is not looked for";
  }
}
