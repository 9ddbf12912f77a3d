package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.detector.Rectification;

/**
 * Takes a view from its intensities to its rectified, filtered form: runs the steps of {@link
 * FdkPlan}. Owns the working arrays: one for each thread.
 */
final class ViewPreparation {

  private final FrameSource frames;
  private final List<FrameStep> steps;
  private final Rectification rectification;
  private final float[] image;
  private long readNanos;
  private long filterNanos;
  private long rectifyNanos;

  ViewPreparation(FdkPlan plan) {
    DetectorGrid detector = plan.run().detector();
    this.frames = plan.run().stack().frames();
    this.steps = plan.steps().stream().map(FrameStep::forOneThread).toList();
    this.rectification = plan.rectification();
    this.image = new float[detector.rows() * detector.columns()];
  }

  /** Returns the bytes that the working arrays of one preparation take. */
  static long workingBytes(FdkPlan plan) {
    DetectorGrid detector = plan.run().detector();
    return 4L * detector.rows() * detector.columns()
        + plan.steps().stream().mapToLong(FrameStep::workingBytes).sum();
  }

  /** Prepares a view and writes its rectified form. */
  void prepare(int view, float[] out, int offset) throws IOException {
    long start = System.nanoTime();
    frames.readIntensities(view, image);
    long read = System.nanoTime();
    for (FrameStep step : steps) {
      step.apply(view, image);
    }
    long filtered = System.nanoTime();
    rectification.sample(view, image, out, offset);
    readNanos += read - start;
    filterNanos += filtered - read;
    rectifyNanos += System.nanoTime() - filtered;
  }

  long readNanos() {
    return readNanos;
  }

  long filterNanos() {
    return filterNanos;
  }

  long rectifyNanos() {
    return rectifyNanos;
  }
}
