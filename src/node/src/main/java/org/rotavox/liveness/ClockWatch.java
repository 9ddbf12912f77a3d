package org.rotavox.liveness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock was set, by comparing it with a monotonic one. For one thread.
 *
 * <p>Corrections of less than {@link #JUMP} between two looks, as time services make them, are
 * none.
 */
public final class ClockWatch {

  /** By so much the clock must be set to count as set. */
  public static final Duration JUMP = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Runnable jumped;
  private Instant seenAt;
  private long seenNanos;

  /**
   * Begins to watch.
   *
   * @param jumped called after each jump
   */
  public ClockWatch(Clock clock, Runnable jumped) {
    this(clock, System::nanoTime, jumped);
  }

  ClockWatch(Clock clock, LongSupplier nanoTime, Runnable jumped) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.jumped = jumped;
    this.seenAt = clock.instant();
    this.seenNanos = nanoTime.getAsLong();
  }

  /** Looks; call it several times a minute. */
  public void look() {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    Instant expected = seenAt.plusNanos(nanos - seenNanos);
    seenAt = now;
    seenNanos = nanos;
    Duration by = Duration.between(expected, now);
    if (by.abs().compareTo(JUMP) > 0) {
      LOG.warn(
          "the clock was set {} by {} s, to {}: times of jobs and windows "
              + "follow it, tasks with an interval of seconds are not affected",
          by.isNegative() ? "back" : "forward",
          by.abs().toSeconds(),
          now);
      jumped.run();
    }
  }
}
