package org.rotavox.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.locks.ReentrantLock;
import org.rotavox.spool.StoreException;
import org.rotavox.store.Store;
import org.rotavox.ticks.Ticks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node does for itself at regular times: removes files that retention allows to go, which
 * is what ends a full disk, and backs the ledger up. The ledger keeps when each was done last.
 */
public final class Housekeeping {

  /** Name under which the ledger keeps the last time that retention was applied. */
  public static final String RETENTION = "housekeeping";

  /** Name under which the ledger keeps the last backup. */
  public static final String BACKUP = "backup";

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration LOOK_AT_DISK = Duration.ofSeconds(5);

  private final Store store;
  private final MaintenanceSettings settings;
  private final Backups backups;
  private final Clock clock;
  private final ReentrantLock oneBackup = new ReentrantLock();
  private boolean hadRoom = true;

  /** Keeps this data folder. */
  public Housekeeping(Store store, MaintenanceSettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.backups = new Backups(settings.backupFolder(), settings.keepBackups());
    this.clock = clock;
  }

  /**
   * Lets the pulse call it: retention at once, at its times, and when the disk falls below its
   * watermark; the backup at its times.
   */
  public void start(Ticks ticks, ZoneId zone) {
    ticks.once("access to backups", this::protectBackups);
    ticks.once(RETENTION + " at start", this::applyRetention);
    ticks.at(RETENTION, settings.housekeeping(), zone, this::applyRetention);
    ticks.every("disk", LOOK_AT_DISK, this::lookAtDisk);
    if (!settings.backup().isEmpty()) {
      ticks.at(BACKUP, settings.backup(), zone, this::backUpOrSaySo);
    }
  }

  private void protectBackups() {
    try {
      backups.protect();
    } catch (IOException e) {
      LOG.warn("the permissions of the backups cannot be read: {}", e.getMessage());
    }
  }

  /** Does not wait for a sender to find out that the disk is full, or no longer. */
  void lookAtDisk() {
    try {
      boolean room = store.spool().hasRoom();
      if (hadRoom && !room) {
        applyRetention();
      }
      hadRoom = room;
    } catch (IOException e) {
      LOG.error("the free space of the spool's disk cannot be read: {}", e.toString());
    }
  }

  void applyRetention() {
    try {
      int purged = store.purge(clock.instant());
      if (purged > 0) {
        LOG.info("retention removed the files of {} runs", purged);
      }
      store.spool().requireRoom();
      store.ledger().chores().done(RETENTION, true, "files of " + purged + " runs removed");
    } catch (IOException e) {
      if (!(e instanceof StoreException known) // which the spool has said itself
          || known.kind() != StoreException.Kind.BELOW_WATERMARK) {
        LOG.error("{}", e.getMessage());
      }
      store.ledger().chores().done(RETENTION, false, String.valueOf(e.getMessage()));
    }
  }

  private void backUpOrSaySo() {
    try {
      backUp();
    } catch (IOException e) {
      LOG.error("the ledger was not backed up: {}", e.getMessage());
    } catch (UncheckedIOException e) {
      LOG.error("the ledger was not backed up", e);
    }
  }

  /**
   * Backs the ledger up now, into the folder of the settings.
   *
   * @return the new file
   * @throws IOException if it cannot be written; the ledger remembers it
   */
  public Path backUp() throws IOException {
    oneBackup.lock();
    try {
      Path file = backups.make(store, clock.instant());
      store.ledger().chores().done(BACKUP, true, file.toString());
      LOG.info("the ledger is backed up in {}", file);
      return file;
    } catch (IOException e) {
      store.ledger().chores().done(BACKUP, false, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      oneBackup.unlock();
    }
  }
}
