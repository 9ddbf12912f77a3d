package org.rotavox.recon.chain;

import java.util.List;
import org.rotavox.recon.StepRecord;

/**
 * One step of the way from an intensity image to what is back-projected. Steps work in place, each
 * on its own image.
 */
public interface FrameStep {

  /**
   * Does the step.
   *
   * @param view index of the view
   * @param image rows·columns values, row by row; NaN = blanked
   */
  void apply(int view, float[] image);

  /** Returns what the step does: one record, or one for each part of it. */
  List<StepRecord> records();

  /**
   * Returns the step for one thread. A step without working arrays is shared between threads and
   * returns itself.
   */
  default FrameStep forOneThread() {
    return this;
  }

  /** Returns the memory that {@link #forOneThread} takes, bytes. */
  default long workingBytes() {
    return 0;
  }
}
