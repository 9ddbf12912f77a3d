package org.rotavox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class TickingClock extends Clock {

  private volatile Instant now = Instant.parse("2026-03-02T10:00:00Z");

  /** Moves the clock, forwards or backwards. */
  public void move(Duration by) {
    now = now.plus(by);
  }

  /** Sets the clock. */
  public void set(Instant to) {
    now = to;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
