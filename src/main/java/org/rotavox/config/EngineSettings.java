package org.rotavox.config;

/**
 * What computes.
 *
 * @param device which engine reconstructs
 * @param openClDevice part of the name of the OpenCL device to take; empty = the best one
 * @param cpuThreads threads of the CPU engine; 0 = one for each core
 */
public record EngineSettings(Device device, String openClDevice, int cpuThreads) {

  /** The choice of the engine. */
  public enum Device {
    /** OpenCL where a usable device exists, else the CPU. */
    AUTO,
    /** The CPU, even where an OpenCL device exists. */
    CPU,
    /** OpenCL only; the node does not start without a usable device. */
    OPENCL
  }
}
