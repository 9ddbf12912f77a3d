package org.rotavox.recon.opencl;

/**
 * An OpenCL device of this machine, by its properties.
 *
 * @param platform name of the platform
 * @param name name of the device
 * @param version version of its OpenCL, as the device words it
 * @param kind what sort of device
 * @param computeUnits number of compute units
 * @param memoryBytes its global memory
 * @param largestBufferBytes the largest single buffer
 * @param platformIndex index of the platform in the list of the loader
 * @param deviceIndex index of the device in the list of the platform
 */
public record OpenClDevice(
    String platform,
    String name,
    String version,
    Kind kind,
    int computeUnits,
    long memoryBytes,
    long largestBufferBytes,
    int platformIndex,
    int deviceIndex) {

  /** What sort of device. */
  public enum Kind {
    CPU,
    GPU,
    OTHER
  }

  /** Returns platform and name in words. */
  public String description() {
    return platform + ": " + name;
  }
}
