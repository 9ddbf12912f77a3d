package org.rotavox.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.rotavox.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that retention allows to go. Runs often, because a disk below its watermark refuses
 * new objects until something went.
 */
public final class Housekeeping {

  /** How often retention is applied. */
  public static final Duration INTERVAL = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Store store;
  private final Clock clock;

  /** Keeps this data folder. */
  public Housekeeping(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Lets the pulse call it. */
  public void start(Ticks ticks) {
    ticks.every("housekeeping", INTERVAL, this::run);
  }

  void run() {
    try {
      int purged = store.purge(clock.instant());
      if (purged > 0) {
        LOG.info("retention removed the files of {} runs", purged);
      }
      store.spool().requireRoom();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
