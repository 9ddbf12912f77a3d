package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.rotavox.spool.DiskProbe;
import org.rotavox.spool.DiskSpace;
import org.rotavox.spool.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the ledger again after its disk failed, and compacts its file in idle time. It waits for a
 * disk that can be written and has room, for as long as that takes; where the disk is well and the
 * ledger cannot be opened all the same, somebody is told after {@link #MOST_FAILURES} attempts.
 * Called by one thread at a time.
 */
final class LedgerKeeper {

  /** So often in a row the ledger is opened in vain on a disk that is well. */
  static final int MOST_FAILURES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);

  /** So long nothing must have happened before the file is compacted. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** A smaller file is left as it is: 4 MiB. */
  private static final long LEAST_COMPACTED_BYTES = 4L << 20;

  /** A ledger with more in it would be closed for too long: 64 MiB, some seconds. */
  private static final long MOST_LIVE_BYTES = 64L << 20;

  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** What the disk must have before the ledger is opened on it: 8 MiB. */
  private static final long LEAST_ROOM_BYTES = 8L << 20;

  private final Path folder;
  private final LedgerAccess access;
  private final Transactions transactions;
  private final Journal journal;
  private final LongSupplier nanoTime;
  private volatile long lastForced;
  private long closedSince;
  private long saidAt;
  private boolean closed;
  private int failures;
  private long busyAt;
  private long compactedAt;

  LedgerKeeper(
      Path folder,
      LedgerAccess access,
      Transactions transactions,
      Journal journal,
      LongSupplier nanoTime) {
    this.folder = folder;
    this.access = access;
    this.transactions = transactions;
    this.journal = journal;
    this.nanoTime = nanoTime;
    this.busyAt = nanoTime.getAsLong();
  }

  /**
   * Looks after the ledger; call it every few seconds.
   *
   * @param givenUp told in one line why the ledger cannot be opened on a disk that is well
   */
  void tend(Consumer<String> givenUp) {
    if (access.isUsable()) {
      closed = false;
      failures = 0;
      noteEnd();
      compactIfIdle();
      return;
    }
    if (!closed) {
      closed = true;
      closedSince = nanoTime.getAsLong();
      saidAt = closedSince;
    }
    String obstacle = obstacle();
    if (obstacle.isEmpty()) {
      reopen(givenUp);
    } else {
      sayOnceAMinute(obstacle);
    }
  }

  /** What is certainly on the disk now must be there in every later opening. */
  private void noteEnd() {
    long last = transactions.read(journal::last);
    if (last != lastForced) {
      transactions.force();
      lastForced = last;
      busyAt = nanoTime.getAsLong();
    }
  }

  /** Where nothing happens, the few that ask the ledger can wait a second. */
  private void compactIfIdle() {
    long now = nanoTime.getAsLong();
    if (now - busyAt < IDLE.toNanos() || lastForced == compactedAt) {
      return;
    }
    compactedAt = lastForced; // whatever comes of it, not again before something happens
    access
        .with(open -> open.database().fileUse())
        .filter(LedgerKeeper::isWorthIt)
        .ifPresent(this::compact);
  }

  private static boolean isWorthIt(LedgerDatabase.FileUse use) {
    return use.bytes() >= LEAST_COMPACTED_BYTES
        && use.liveBytes() <= MOST_LIVE_BYTES
        && use.liveBytes() < use.bytes() / 4;
  }

  private void compact(LedgerDatabase.FileUse use) {
    long begin = nanoTime.getAsLong();
    try {
      if (DiskSpace.usableBytes(folder) < 2 * use.bytes()
          || !access.reopen(() -> compactOrSaySo(), this::check)) {
        return;
      }
      LOG.info(
          "the file of the ledger is compacted, it had {} MB, in {} ms",
          use.bytes() / 1_000_000,
          Duration.ofNanos(nanoTime.getAsLong() - begin).toMillis());
    } catch (IOException e) {
      LOG.error("the ledger could not be opened again after compacting it, tried again", e);
    }
  }

  /** A ledger that cannot be compacted is opened as it is. */
  private void compactOrSaySo() {
    try {
      LedgerCompaction.run(folder);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the ledger cannot be compacted and stays as it is", e);
    }
  }

  /** Returns what is wrong with the disk; empty if nothing is. */
  private String obstacle() {
    return switch (DiskProbe.of(folder)) {
      case FULL -> "its disk is full, or a quota on it";
      case CLOSED -> "its folder cannot be written";
      case WRITABLE -> hasRoom() ? "" : "its disk has less than 8 MiB free";
    };
  }

  private boolean hasRoom() {
    try {
      return DiskSpace.usableBytes(folder) >= LEAST_ROOM_BYTES;
    } catch (IOException e) {
      return true; // nobody can tell
    }
  }

  private void sayOnceAMinute(String obstacle) {
    long now = nanoTime.getAsLong();
    if (now - saidAt >= SILENCE.toNanos()) {
      saidAt = now;
      LOG.error("the ledger is closed since {}: {}", sinceInWords(), obstacle);
    }
  }

  private String sinceInWords() {
    return Duration.ofNanos(nanoTime.getAsLong() - closedSince).toSeconds() + " s";
  }

  private void reopen(Consumer<String> givenUp) {
    try {
      if (access.reopen(() -> {}, this::check)) {
        LOG.info(
            "the ledger is open again after {}, nothing is missing in it: the node goes on",
            sinceInWords());
      }
    } catch (IOException | RuntimeException e) {
      failures++;
      LOG.error("the ledger cannot be opened again (attempt {}): {}", failures, e.getMessage());
      if (failures >= MOST_FAILURES) {
        givenUp.accept(
            "the ledger cannot be opened again on a disk that can be written, tried "
                + failures
                + " times: "
                + e.getMessage());
      }
    }
  }

  private void check(OpenLedger fresh) throws IOException {
    long last = fresh.jdbi().withHandle(journal::last);
    if (last < lastForced) {
      throw new StoreException(
          StoreException.Kind.LEDGER_UNREADABLE,
          "the ledger ends with event "
              + last
              + ", but "
              + lastForced
              + " was on the disk before it broke: restore its last backup");
    }
  }
}
