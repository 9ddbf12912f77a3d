package org.rotavox.recon;

/** Which engine a protocol asks for. */
public enum Engine {
  /** OpenCL where a device is there, else the CPU engine. */
  AUTO,
  /** The plain Java engine. */
  CPU,
  /** An OpenCL device; the CPU engine serves, with a warning, where there is none. */
  OPENCL
}
