package org.rotavox.upperlayer;

import java.util.function.LongSupplier;

/**
 * How fast a peer sends: its bytes over the time that this side has waited for them. Time that this
 * side needs for itself does not count, and excuses as much waiting after it, since a peer whose
 * window was closed has to begin again. Older time counts half as much every {@link #WINDOW_NANOS}.
 * Thread-safe.
 */
final class Pace {

  /** A peer for which less was waited is not judged yet: 2 s. */
  private static final long JUDGED_AFTER_NANOS = 2_000_000_000L;

  /** The most waiting that time of this side's own excuses: 10 s. */
  private static final long MOST_EXCUSED_NANOS = 10_000_000_000L;

  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private long bytes;
  private long waitedNanos;
  private long excusedNanos;

  /** Since when the peer is waited for, or this side is busy with what came. */
  private long since;

  private boolean waiting;

  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /**
   * From now on the peer is waited for.
   *
   * @param bytesAreThere what it has sent only has to be fetched: that is no waiting
   */
  synchronized void waits(boolean bytesAreThere) {
    if (bytesAreThere) {
      return;
    }
    long now = nanos.getAsLong();
    if (bytes > 0) {
      excusedNanos = Math.min(MOST_EXCUSED_NANOS, excusedNanos + now - since);
    }
    since = now;
    waiting = true;
  }

  /** So many bytes came, or none. */
  synchronized void came(int count) {
    if (waiting) {
      long now = nanos.getAsLong();
      long waited = now - since;
      waitedNanos += Math.max(0, waited - excusedNanos);
      excusedNanos = Math.max(0, excusedNanos - waited);
      since = now;
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
    long waited =
        waitedNanos + (waiting ? Math.max(0, nanos.getAsLong() - since - excusedNanos) : 0);
    return waited < JUDGED_AFTER_NANOS
        ? Double.POSITIVE_INFINITY
        : bytes * NANOS_PER_SECOND / waited;
  }
}
