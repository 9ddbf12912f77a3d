package org.rotavox.collect;

import java.time.Duration;

/**
 * When a run counts as complete.
 *
 * @param quietTime a run of single-frame instances is complete when nothing came for this long; a
 *     multi-frame instance is complete by itself
 * @param maximumWait a run is closed this long after its first instance even if more keeps coming
 */
public record CollectSettings(Duration quietTime, Duration maximumWait) {}
