package org.rotavox.support;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs a fault that repeats itself once a minute, with how often it came meanwhile: what is tried
 * again every second must not fill the log. The first line has the stack trace, but for what disk
 * or network have done. Thread-safe.
 */
public final class RepeatedFaults {

  /** Between two lines about one fault. */
  public static final Duration SILENCE = Duration.ofMinutes(1);

  /** After so long without the fault it counts as another one: ten minutes. */
  private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

  private static final int MOST_REMEMBERED = 1000;
  private static final long NEW = -1;
  private static final long SILENT = 0;

  private final LongSupplier nanoTime;
  private final Map<String, Said> said = new BoundedMap<>(MOST_REMEMBERED);

  /** When a fault was last told, when it last came, and how often since it was told. */
  private static final class Said {
    private long toldAtNanos;
    private long cameAtNanos;
    private long untold;

    Said(long nowNanos) {
      this.toldAtNanos = nowNanos;
      this.cameAtNanos = nowNanos;
    }
  }

  /** A log in which nothing was said yet. */
  public RepeatedFaults() {
    this(System::nanoTime);
  }

  RepeatedFaults(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Logs a fault, unless the same one was logged within the last minute.
   *
   * @param log of whom it is reported
   * @param what failed, and what happens now; faults of other words are others
   */
  public void report(Logger log, String what, Throwable fault) {
    long times = count(what + "\n" + fault.getClass().getName() + "\n" + fault.getMessage());
    if (times == NEW && fault instanceof UncheckedIOException) {
      log.error("{}: {}", what, fault.getMessage()); // which says all: it is no fault of the code
    } else if (times == NEW) {
      log.error("{}", what, fault);
    } else if (times != SILENT) {
      log.error("{}: {} ({} times since the last line)", what, fault.toString(), times);
    }
  }

  /** Returns how often it came since it was told, itself included, if it is told now. */
  private synchronized long count(String key) {
    long now = nanoTime.getAsLong();
    Said known = said.get(key);
    if (known == null || now - known.cameAtNanos >= FORGOTTEN_NANOS) {
      said.put(key, new Said(now));
      return NEW;
    }
    known.cameAtNanos = now;
    known.untold++;
    if (now - known.toldAtNanos < SILENCE.toNanos()) {
      return SILENT;
    }
    long times = known.untold;
    known.untold = 0;
    known.toldAtNanos = now;
    return times;
  }
}
