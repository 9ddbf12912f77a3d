package org.rotavox.store;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rotavox.spool.Spool;

/**
 * Removes files that may go: those whose time is over, the oldest of a category that takes more
 * disk than it may, and, where the disk is below its watermark, the oldest of all until it is
 * above. Never what is not delivered, failed without anybody knowing, or held.
 *
 * <p>The ledger records it first, then the files go: a crash in between leaves files that the next
 * start removes.
 */
final class Retention {

  private static final int BATCH = 200;

  private final StoreSettings settings;
  private final Transactions transactions;
  private final Spool spool;
  private final PurgeRows rows;

  Retention(StoreSettings settings, Transactions transactions, Spool spool, Journal journal) {
    this.settings = settings;
    this.transactions = transactions;
    this.spool = spool;
    this.rows = new PurgeRows(journal);
  }

  /** Returns the number of runs whose files were removed. */
  int apply(Instant now) throws IOException {
    Map<PurgeRows.Category, Instant> expired = new EnumMap<>(PurgeRows.Category.class);
    Map<PurgeRows.Category, Instant> settled = new EnumMap<>(PurgeRows.Category.class);
    for (PurgeRows.Category category : PurgeRows.Category.values()) {
      expired.put(category, now.minus(settings.of(category).keep()));
      settled.put(category, now);
    }
    int purged = purge(expired, "its retention time is over", false);
    for (PurgeRows.Category category : PurgeRows.Category.values()) {
      purged += shrink(category, settings.of(category).maximumBytes());
    }
    if (!spool.hasRoom()) {
      purged += purge(settled, "the disk is below its watermark", true);
    }
    return purged;
  }

  private int purge(
      Map<PurgeRows.Category, Instant> settledBefore, String why, boolean onlyUntilThereIsRoom)
      throws IOException {
    int purged = 0;
    while (true) {
      List<Long> runs = transactions.read(handle -> rows.settled(handle, settledBefore, BATCH));
      for (long run : runs) {
        if (onlyUntilThereIsRoom && spool.hasRoom()) {
          return purged;
        }
        purge(run, why);
        purged++;
      }
      if (runs.size() < BATCH) {
        return purged;
      }
    }
  }

  /** Lets the oldest of a category go until the others take no more than they may. */
  private int shrink(PurgeRows.Category category, long maximumBytes) throws IOException {
    if (maximumBytes == RetentionPolicy.UNLIMITED) {
      return 0;
    }
    List<PurgeRows.Size> newestFirst = transactions.read(handle -> rows.sizes(handle, category));
    String why = "more than " + (maximumBytes >> 20) + " MiB were " + category.inWords();
    long bytes = 0;
    int purged = 0;
    for (PurgeRows.Size run : newestFirst) {
      if (bytes <= maximumBytes) {
        bytes += run.bytes();
        for (long job : run.jobs()) {
          bytes += spool.resultBytes(job);
        }
      }
      if (bytes > maximumBytes) {
        purge(run.run(), why);
        purged++;
      }
    }
    return purged;
  }

  private void purge(long run, String why) throws IOException {
    PurgeRows.Purge purge = transactions.durable(handle -> rows.purge(handle, run, why));
    purge.files().forEach(spool::discard);
    for (long job : purge.resultsOf()) {
      spool.clearResults(job);
    }
  }
}
