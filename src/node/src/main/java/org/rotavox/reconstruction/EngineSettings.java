package org.rotavox.reconstruction;

import org.rotavox.recon.Engine;

/**
 * What computes.
 *
 * @param engine which kind of engine; a protocol may ask for another
 * @param openClDevice part of the name of the OpenCL device to take; empty = the best one
 * @param cpuThreads threads of the CPU engine; 0 = one for each core
 */
public record EngineSettings(Engine engine, String openClDevice, int cpuThreads) {

  /** A GPU that OpenCL shows, else all cores. */
  public static final EngineSettings AUTOMATIC = new EngineSettings(Engine.AUTO, "", 0);

  public EngineSettings {
    if (cpuThreads < 0) {
      throw new IllegalArgumentException(
          "expected 0 (all cores) or more threads, got " + cpuThreads);
    }
  }
}
