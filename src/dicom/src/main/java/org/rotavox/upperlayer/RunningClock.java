package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A clock in nanoseconds that stands still while this process does, as it does for a collection of
 * garbage or for want of a processor: what is not ticked in time is no time of a peer. It never
 * goes back. Thread-safe.
 */
final class RunningClock implements LongSupplier {

  /** Ticks that may be missed before the process counts as standing still. */
  private static final int MISSED = 4;

  private final LongSupplier nanos;
  private final long longestGap;
  private long lastTick;
  private long stood;

  /**
   * A clock.
   *
   * @param nanos a monotonic clock, ns
   * @param tickEvery how often {@link #tick} is called
   */
  RunningClock(LongSupplier nanos, Duration tickEvery) {
    this.nanos = nanos;
    this.longestGap = MISSED * tickEvery.toNanos();
    this.lastTick = nanos.getAsLong();
  }

  /** The process runs. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    stood += Math.max(0, now - lastTick - longestGap);
    lastTick = now;
  }

  @Override
  public synchronized long getAsLong() {
    return Math.min(nanos.getAsLong(), lastTick + longestGap) - stood;
  }
}
