package org.rotavox.recon.chain;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.StepRecord;

/**
 * Evens detector pixels whose sensitivity is wrong in the same way in all views, which would become
 * rings: what the mean over all views has in excess of its running median along the row is taken
 * off each view (the mean of a turning object is smooth; Boin and Haibel, Opt. Express 14(25),
 * 2006).
 */
public final class RingSuppression implements FrameStep {

  private static final int REACH = 5;

  private final float[] excess;

  private RingSuppression(float[] excess) {
    this.excess = excess;
  }

  /** Reads all frames of a run and prepares the step, which stands after {@code before}. */
  public static RingSuppression of(ProjectionStack stack, List<FrameStep> before)
      throws IOException {
    DetectorGrid detector = stack.trajectory().detector();
    double[] sum = new double[detector.rows() * detector.columns()];
    int[] count = new int[sum.length];
    float[] image = new float[sum.length];
    for (int view = 0; view < stack.frames().frames(); view++) {
      stack.frames().readIntensities(view, image);
      for (FrameStep step : before) {
        step.apply(view, image);
      }
      for (int i = 0; i < image.length; i++) {
        if (!Float.isNaN(image[i])) {
          sum[i] += image[i];
          count[i]++;
        }
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = count[i] == 0 ? 0 : (float) (sum[i] / count[i]);
    }
    return new RingSuppression(excessOf(mean, detector.columns()));
  }

  private static float[] excessOf(float[] mean, int columns) {
    float[] excess = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      int row = i / columns * columns;
      int from = Math.max(row, i - REACH);
      int to = Math.min(row + columns, i + REACH + 1);
      float[] near = Arrays.copyOfRange(mean, from, to);
      Arrays.sort(near);
      excess[i] = mean[i] - near[near.length / 2];
    }
    return excess;
  }

  @Override
  public List<StepRecord> records() {
    return List.of(
        StepRecord.of(
                "ring-suppression",
                "subtracts the difference between the mean of all views and its "
                    + "median along the row",
                StepRecord.Parameter.number("reachColumns", REACH))
            .described("rings suppressed"));
  }

  @Override
  public void apply(int view, float[] image) {
    for (int i = 0; i < image.length; i++) {
      image[i] -= excess[i];
    }
  }
}
