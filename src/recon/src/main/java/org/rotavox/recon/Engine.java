package org.rotavox.recon;

/** Which engine a protocol asks for. */
public enum Engine {
  /** A GPU or accelerator where OpenCL shows one, else the CPU engine. */
  AUTO,
  /** The plain Java engine. */
  CPU,
  /** An OpenCL device; the CPU engine serves, with a warning, where there is none. */
  OPENCL
}
