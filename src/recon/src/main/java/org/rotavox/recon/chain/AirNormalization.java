package org.rotavox.recon.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.StepRecord;

/**
 * Divides an image by its own unattenuated intensity I₀: exposure control changes the dose from
 * frame to frame.
 *
 * <p>I₀ is a high percentile of the means of small blocks, moved to the middle of the heap of
 * blocks that it lies in. Blocks, because the maximum and the percentiles of single pixels lie
 * above I₀ by the noise; the percentile, because a few blocks may hold hot pixels. In an image that
 * the object covers wholly I₀ becomes the least attenuated part, and the volume comes out too low,
 * unless I₀ is known.
 */
public final class AirNormalization implements FrameStep {

  private static final int BLOCK = 4;
  private static final double PERCENTILE = 0.98;
  private static final double LEAST_NEAR = 0.004;
  private static final double NOISE_WIDTHS = 2.5;
  private static final int ROUNDS = 8;
  private static final int BINS = 1024;

  private final DetectorGrid detector;
  private final AirLevels known;
  private final double factor;

  public AirNormalization(DetectorGrid detector) {
    this(detector, AirLevels.IN_EACH);
  }

  /**
   * @param known what is known of I₀ before a frame is looked at
   */
  public AirNormalization(DetectorGrid detector, AirLevels known) {
    this.detector = detector;
    this.known = known;
    this.factor = known.shift() == 0 ? 1 : Math.exp(known.shift());
  }

  @Override
  public List<StepRecord> records() {
    StepRecord record =
        StepRecord.of(
            "air-normalization",
            "divides each image by its unattenuated intensity",
            parameters().toArray(StepRecord.Parameter[]::new));
    return List.of(
        known.evidence() == AirLevels.Evidence.INFERRED
            ? record.described(
                String.format(
                    Locale.ROOT,
                    "no air in the images: soft tissue was set to %.0f",
                    known.softTissueHu()))
            : record);
  }

  private List<StepRecord.Parameter> parameters() {
    List<StepRecord.Parameter> parameters = new ArrayList<>();
    switch (known.evidence()) {
      case STATION -> parameters.add(StepRecord.Parameter.number("unattenuated", known.at(0)));
      case NOT_LOOKED, SEEN, UNKNOWN ->
          parameters.add(StepRecord.Parameter.text("unattenuated", "found in each image"));
      case SHARED ->
          parameters.add(
              StepRecord.Parameter.text("unattenuated", "taken over where an image shows no air"));
      case INFERRED -> {
        parameters.add(StepRecord.Parameter.text("unattenuated", "inferred from soft tissue"));
        parameters.add(StepRecord.Parameter.number("shift", known.shift()));
        parameters.add(StepRecord.Parameter.number("softTissueHu", known.softTissueHu()));
      }
    }
    if (known.evidence() != AirLevels.Evidence.NOT_LOOKED) {
      parameters.add(StepRecord.Parameter.text("airLevel", known.evidence().name()));
    }
    return parameters;
  }

  @Override
  public void apply(int view, float[] image) {
    double level = known.at(view);
    double air = level > 0 ? level : factor * unattenuated(image);
    float factor = air > 0 ? (float) (1 / air) : 0;
    for (int i = 0; i < image.length; i++) {
      image[i] *= factor;
    }
  }

  /** Returns I₀ as an image shows it; 0 if it holds no radiation at all. */
  public double unattenuated(float[] image) {
    Blocks blocks = new Blocks(image);
    if (blocks.used == 0) {
      return 0;
    }
    double air = blocks.percentile();
    double near = Math.max(LEAST_NEAR * air, NOISE_WIDTHS * blocks.noiseAbove(0.98 * air));
    for (int round = 0; round < ROUNDS; round++) {
      air = blocks.meanWithin(air, near);
    }
    return air;
  }

  /** Means and variances of the blocks of which at least half the pixels are valid. */
  private final class Blocks {

    private final double[] means;
    private final double[] variances;
    private int used;

    Blocks(float[] image) {
      int across = (detector.columns() + BLOCK - 1) / BLOCK;
      int down = (detector.rows() + BLOCK - 1) / BLOCK;
      this.means = new double[across * down];
      this.variances = new double[across * down];
      for (int b = 0; b < means.length; b++) {
        add(image, b % across * BLOCK, b / across * BLOCK);
      }
    }

    private void add(float[] image, int firstColumn, int firstRow) {
      int lastColumn = Math.min(detector.columns(), firstColumn + BLOCK);
      int lastRow = Math.min(detector.rows(), firstRow + BLOCK);
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int r = firstRow; r < lastRow; r++) {
        for (int c = firstColumn; c < lastColumn; c++) {
          float value = image[r * detector.columns() + c];
          if (value > 0 && value < Float.POSITIVE_INFINITY) {
            sum += value;
            squares += (double) value * value;
            count++;
          }
        }
      }
      if (2 * count >= (lastRow - firstRow) * (lastColumn - firstColumn)) {
        means[used] = sum / count;
        variances[used] = Math.max(0, squares / count - means[used] * means[used]) / count;
        used++;
      }
    }

    /** Sorts only those means that share a bin of a histogram with the one looked for. */
    double percentile() {
      double most = 0;
      for (int b = 0; b < used; b++) {
        most = Math.max(most, means[b]);
      }
      double perBin = (BINS - 1) / most;
      int[] counts = new int[BINS];
      for (int b = 0; b < used; b++) {
        counts[(int) (means[b] * perBin)]++;
      }
      int rank = (int) (PERCENTILE * (used - 1));
      int bin = 0;
      while (rank >= counts[bin]) {
        rank -= counts[bin++];
      }
      double[] members = new double[counts[bin]];
      int n = 0;
      for (int b = 0; b < used; b++) {
        if ((int) (means[b] * perBin) == bin) {
          members[n++] = means[b];
        }
      }
      Arrays.sort(members);
      return members[rank];
    }

    /** Returns the standard deviation of the mean of a bright block, by its pixels. */
    double noiseAbove(double least) {
      double sum = 0;
      int count = 0;
      for (int b = 0; b < used; b++) {
        if (means[b] >= least) {
          sum += Math.sqrt(variances[b]);
          count++;
        }
      }
      return count == 0 ? 0 : sum / count;
    }

    double meanWithin(double middle, double near) {
      double sum = 0;
      int count = 0;
      for (int b = 0; b < used; b++) {
        if (Math.abs(means[b] - middle) <= near) {
          sum += means[b];
          count++;
        }
      }
      return count == 0 ? middle : sum / count;
    }
  }
}
