package org.rotavox.recon;

import java.util.Arrays;
import org.rotavox.geometry.DetectorGrid;

/**
 * Divides an image by its own unattenuated intensity I₀: exposure control changes the dose from
 * frame to frame.
 *
 * <p>I₀ is a high percentile of the means of small blocks, refined to the mean of all blocks near
 * it. Blocks, because the maximum and the percentiles of single pixels lie above I₀ by the noise;
 * the percentile, because a few blocks may hold hot pixels. In an image that the object covers
 * wholly it is the least attenuated part, and the volume comes out too low.
 */
final class AirNormalization implements FrameStep {

  private static final int BLOCK = 8;
  private static final double PERCENTILE = 0.98;
  private static final double NEAR = 0.01;

  private final DetectorGrid detector;

  AirNormalization(DetectorGrid detector) {
    this.detector = detector;
  }

  @Override
  public String description() {
    return "intensity / I0 of the frame";
  }

  @Override
  public void apply(int view, float[] image) {
    double air = unattenuated(image);
    float factor = air > 0 ? (float) (1 / air) : 0;
    for (int i = 0; i < image.length; i++) {
      image[i] *= factor;
    }
  }

  /** Returns I₀; 0 if the image holds no radiation at all. */
  double unattenuated(float[] image) {
    double[] means = blockMeans(image);
    if (means.length == 0) {
      return 0;
    }
    Arrays.sort(means);
    double candidate = means[(int) (PERCENTILE * (means.length - 1))];
    double sum = 0;
    int count = 0;
    for (double mean : means) {
      if (Math.abs(mean - candidate) <= NEAR * candidate) {
        sum += mean;
        count++;
      }
    }
    return count == 0 ? candidate : sum / count;
  }

  /** Returns the means of the blocks of which at least half the pixels are valid. */
  private double[] blockMeans(float[] image) {
    int across = (detector.columns() + BLOCK - 1) / BLOCK;
    int down = (detector.rows() + BLOCK - 1) / BLOCK;
    double[] means = new double[across * down];
    int used = 0;
    for (int b = 0; b < means.length; b++) {
      int firstColumn = b % across * BLOCK;
      int firstRow = b / across * BLOCK;
      int lastColumn = Math.min(detector.columns(), firstColumn + BLOCK);
      int lastRow = Math.min(detector.rows(), firstRow + BLOCK);
      double sum = 0;
      int count = 0;
      for (int r = firstRow; r < lastRow; r++) {
        for (int c = firstColumn; c < lastColumn; c++) {
          float value = image[r * detector.columns() + c];
          if (value > 0 && value < Float.POSITIVE_INFINITY) {
            sum += value;
            count++;
          }
        }
      }
      if (2 * count >= (lastRow - firstRow) * (lastColumn - firstColumn)) {
        means[used++] = sum / count;
      }
    }
    return Arrays.copyOf(means, used);
  }
}
