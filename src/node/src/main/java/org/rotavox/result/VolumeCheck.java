package org.rotavox.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;
import org.rotavox.result.picture.ValueHistogram;

/**
 * The last look at a volume before it leaves the node: is it finite, is there anything in it, and
 * can its values be true.
 *
 * @param faults reasons not to send it; empty = it may be sent
 * @param warnings what is unusual but may be true
 */
public record VolumeCheck(List<String> faults, List<String> warnings) {

  /** Nothing in a patient is denser than this for 1 % of all voxels (HU); gold has about 30 000. */
  private static final double DENSEST_HU = 8_000;

  /** Air is −1000 HU; noise and overshoot reach below, but not half of all voxels. */
  private static final double THINNEST_HU = -1_500;

  /** Below this the brightest per mille of the voxels is still air (HU). */
  private static final double NOTHING_BUT_AIR_HU = -500;

  public VolumeCheck {
    faults = List.copyOf(faults);
    warnings = List.copyOf(warnings);
  }

  /** Looks at every voxel of a volume. */
  public static VolumeCheck of(Volume volume) {
    List<String> faults = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    long odd = countNotFinite(volume);
    if (odd > 0) {
      faults.add(odd + " of " + volume.grid().voxelCount() + " voxels are not finite");
    }
    ValueHistogram histogram = ValueHistogram.of(volume);
    if (histogram.max() <= histogram.min()) {
      faults.add(
          words("every voxel has the value %.1f: the volume has no content", histogram.min()));
      return new VolumeCheck(faults, warnings);
    }
    List<String> implausible = implausible(histogram);
    (volume.scale() == ValueScale.HOUNSFIELD ? faults : warnings).addAll(implausible);
    if (histogram.max() > Short.MAX_VALUE || histogram.min() < Short.MIN_VALUE) {
      warnings.add(
          words(
              "values from %.0f to %.0f do not fit into 16 bits in steps of 1",
              histogram.min(), histogram.max()));
    }
    return new VolumeCheck(faults, warnings);
  }

  /** Returns true if there is no fault. */
  public boolean passed() {
    return faults.isEmpty();
  }

  private static List<String> implausible(ValueHistogram histogram) {
    List<String> found = new ArrayList<>();
    double bright = histogram.percentile(99.9);
    if (bright < NOTHING_BUT_AIR_HU) {
      found.add(
          words("the brightest per mille of the voxels has %.0f HU: nothing but air", bright));
    }
    double dense = histogram.percentile(99);
    if (dense > DENSEST_HU) {
      found.add(words("1 %% of the voxels is denser than %.0f HU: wrong scale", dense));
    }
    double median = histogram.percentile(50);
    if (median < THINNEST_HU) {
      found.add(words("half of the voxels is below %.0f HU, thinner than air", median));
    }
    return found;
  }

  private static long countNotFinite(Volume volume) {
    long count = 0;
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      for (float value : volume.slice(k)) {
        if (!Float.isFinite(value)) {
          count++;
        }
      }
    }
    return count;
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
