package org.rotavox.upperlayer;

import java.util.function.LongSupplier;

/**
 * How fast a peer sends: its bytes over the time that this side has waited for them. Time that this
 * side needs for itself does not count. Older time counts half as much every {@link #WINDOW_NANOS}.
 * Thread-safe.
 */
final class Pace {

  /** A peer for which less was waited is not judged yet: 2 s. */
  private static final long JUDGED_AFTER_NANOS = 2_000_000_000L;

  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private long bytes;
  private long waitedNanos;
  private long waitingSince;
  private boolean waiting;

  Pace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** From now on the peer is waited for. */
  synchronized void waits() {
    waitingSince = nanos.getAsLong();
    waiting = true;
  }

  /** So many bytes came, or none. */
  synchronized void came(int count) {
    if (waiting) {
      waitedNanos += nanos.getAsLong() - waitingSince;
      waiting = false;
    }
    bytes += Math.max(0, count);
    while (waitedNanos > 2 * WINDOW_NANOS) {
      waitedNanos /= 2;
      bytes /= 2;
    }
  }

  /** Returns bytes per second; infinite as long as there is nothing to judge by. */
  synchronized double bytesPerSecond() {
    long waited = waitedNanos + (waiting ? nanos.getAsLong() - waitingSince : 0);
    return waited < JUDGED_AFTER_NANOS
        ? Double.POSITIVE_INFINITY
        : bytes * NANOS_PER_SECOND / waited;
  }
}
