package org.rotavox.recon;

import java.io.IOException;

/**
 * The detector images of one run, read frame by frame, so that a run never has to be in memory
 * whole. Thread-safe: frames are read by several threads, in any order, perhaps more than once.
 */
public interface FrameSource {

  /** Returns the number of frames. */
  int frames();

  /** Returns what is known of the intensity where nothing attenuates. */
  default AirLevels air() {
    return AirLevels.IN_EACH;
  }

  /**
   * Reads one frame.
   *
   * @param frame index of the frame, from 0, in the order of the trajectory
   * @param out receives rows·columns values, row by row: intensity on a linear scale with zero = no
   *     radiation, in any unit (it is normalised for each frame); NaN = blanked by a shutter or
   *     collimator
   * @throws IOException if the frame cannot be read or decoded
   */
  void readIntensities(int frame, float[] out) throws IOException;
}
