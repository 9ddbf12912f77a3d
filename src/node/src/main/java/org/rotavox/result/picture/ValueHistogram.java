package org.rotavox.result.picture;

import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/**
 * How often which value occurs: the base for windows and thresholds. Values that are not finite are
 * left out.
 */
public final class ValueHistogram {

  private static final int BINS = 8192;

  /** Of a large volume about this many voxels are looked at, evenly spread. */
  private static final long MAX_SAMPLES = 4_000_000;

  /** Water and soft tissue of an imperfect cone-beam volume lie in here (HU). */
  private static final double TISSUE_LOW_HU = -250;

  private static final double TISSUE_HIGH_HU = 300;

  /** The tissue peak must hold this share of all voxels to be believed. */
  private static final double TISSUE_SHARE = 0.02;

  private final double min;
  private final double max;
  private final long[] counts;
  private final long total;

  private ValueHistogram(double min, double max, long[] counts, long total) {
    this.min = min;
    this.max = max;
    this.counts = counts;
    this.total = total;
  }

  /** Counts the voxels of a volume. */
  public static ValueHistogram of(Volume volume) {
    int step = (int) Math.max(1, volume.grid().voxelCount() / MAX_SAMPLES);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      for (float value : volume.slice(k)) {
        if (Float.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    }
    long[] counts = new long[BINS];
    long total = 0;
    int offset = 0;
    for (int k = 0; k < volume.grid().sizeZ() && min <= max; k++) {
      float[] slice = volume.slice(k);
      int n = offset;
      for (; n < slice.length; n += step) {
        if (Float.isFinite(slice[n])) {
          counts[bin(slice[n], min, max)]++;
          total++;
        }
      }
      offset = n - slice.length;
    }
    return total == 0
        ? new ValueHistogram(0, 0, counts, 0)
        : new ValueHistogram(min, max, counts, total);
  }

  /** Counts the pixels of a picture. */
  public static ValueHistogram of(GreyPicture picture) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (float value : picture.values()) {
      if (Float.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    long[] counts = new long[BINS];
    long total = 0;
    for (float value : picture.values()) {
      if (Float.isFinite(value)) {
        counts[bin(value, min, max)]++;
        total++;
      }
    }
    return total == 0
        ? new ValueHistogram(0, 0, counts, 0)
        : new ValueHistogram(min, max, counts, total);
  }

  /** Returns the smallest finite value; 0 if there is none. */
  public double min() {
    return min;
  }

  /** Returns the largest finite value; 0 if there is none. */
  public double max() {
    return max;
  }

  /** Returns the value below which this percentage of the voxels lies, to one bin. */
  public double percentile(double percent) {
    double wanted = total * percent / 100;
    long sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += counts[bin];
      if (sum >= wanted && sum > 0) {
        return center(bin);
      }
    }
    return max;
  }

  /** Returns the mean of the values above a limit; the limit itself if there are none. */
  public double meanAbove(double limit) {
    double sum = 0;
    long n = 0;
    for (int bin = max > min ? bin(Math.max(limit, min), min, max) + 1 : BINS; bin < BINS; bin++) {
      sum += counts[bin] * center(bin);
      n += counts[bin];
    }
    return n == 0 ? limit : sum / n;
  }

  /**
   * Returns the most frequent value of soft tissue. Where fewer than 2 % of the voxels lie in the
   * range that soft tissue can have, or the scale is not calibrated and the range means nothing,
   * the median stands in.
   */
  public double tissueLevel(ValueScale scale) {
    if (max <= min) {
      return min;
    }
    int low = bin(clamp(TISSUE_LOW_HU), min, max);
    int high = bin(clamp(TISSUE_HIGH_HU), min, max);
    long inside = 0;
    for (int bin = low; bin <= high; bin++) {
      inside += counts[bin];
    }
    boolean believable = inside >= TISSUE_SHARE * total && high > low;
    if (!believable && scale == ValueScale.HOUNSFIELD) {
      return Math.max(0, percentile(50));
    }
    return believable ? center(peak(low, high)) : percentile(50);
  }

  private double clamp(double value) {
    return Math.min(max, Math.max(min, value));
  }

  /** The bin with the most voxels, after a moving mean of about 20 units. */
  private int peak(int low, int high) {
    int half = (int) Math.max(1, Math.round(10 / binWidth()));
    half = Math.min(half, Math.max(1, (high - low) / 4));
    int best = low;
    long bestSum = -1;
    for (int bin = low; bin <= high; bin++) {
      long sum = 0;
      for (int near = Math.max(low, bin - half); near <= Math.min(high, bin + half); near++) {
        sum += counts[near];
      }
      if (sum > bestSum) {
        bestSum = sum;
        best = bin;
      }
    }
    return best;
  }

  private double binWidth() {
    return Math.max((max - min) / BINS, 1e-9);
  }

  private double center(int bin) {
    return min + (bin + 0.5) * (max - min) / BINS;
  }

  private static int bin(double value, double min, double max) {
    return max > min ? (int) Math.min(BINS - 1L, (long) ((value - min) / (max - min) * BINS)) : 0;
  }
}
