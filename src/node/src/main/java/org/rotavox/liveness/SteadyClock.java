package org.rotavox.liveness;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that shows the time of the wall clock when it was made, and from then on goes on evenly
 * whatever happens to the wall clock: for waits, never for times that people read.
 */
public final class SteadyClock extends Clock {

  private final Instant start;
  private final long startNanos;
  private final ZoneId zone;

  /** Makes one that starts with the time of the system's clock, in UTC. */
  public SteadyClock() {
    this(Instant.now(), System.nanoTime(), ZoneOffset.UTC);
  }

  private SteadyClock(Instant start, long startNanos, ZoneId zone) {
    this.start = start;
    this.startNanos = startNanos;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SteadyClock(start, startNanos, other);
  }
}
