package org.rotavox.collect;

import java.time.Duration;
import java.util.Map;
import org.rotavox.dicom.AeTitle;

/**
 * When a run counts as complete.
 *
 * @param quietTime a run of single-frame instances that do not say how many they are is complete
 *     when nothing came for this long; a multi-frame instance is complete by itself
 * @param quietTimes other quiet times of some sources, by calling AE title
 * @param expectedFrames how many frames every run of some sources has, by calling AE title,
 *     whatever its objects say; 0 = unknown
 * @param maximumWait a run is closed this long after its first instance even if more keeps coming
 * @param lateArrivals what becomes of instances that come too late
 */
public record CollectSettings(
    Duration quietTime,
    Map<AeTitle, Duration> quietTimes,
    Map<AeTitle, Integer> expectedFrames,
    Duration maximumWait,
    LateArrivals lateArrivals) {

  public CollectSettings {
    quietTimes = Map.copyOf(quietTimes);
    expectedFrames = Map.copyOf(expectedFrames);
  }

  /** Returns the quiet time of a source. */
  Duration quietTimeOf(AeTitle source) {
    return quietTimes.getOrDefault(source, quietTime);
  }
}
