package org.rotavox.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the node keeps what it must not lose, and for how long.
 *
 * @param dataFolder holds {@code ledger/} and {@code spool/}; one node per folder
 * @param minimumFreeBytes below this much free disk the node takes nothing in
 * @param ignored objects that no rule wanted, or whose job was cancelled
 * @param delivered sources and results whose every delivery succeeded, or was acknowledged
 * @param failed objects whose failed job was acknowledged
 * @param keepJournal how long the journal tells of runs whose files are gone
 */
public record StoreSettings(
    Path dataFolder,
    long minimumFreeBytes,
    RetentionPolicy ignored,
    RetentionPolicy delivered,
    RetentionPolicy failed,
    Duration keepJournal) {

  /** Returns settings under which failures go as ignored objects do, and only age counts. */
  public static StoreSettings byAge(
      Path dataFolder,
      long minimumFreeBytes,
      Duration ignored,
      Duration delivered,
      Duration keepJournal) {
    return new StoreSettings(
        dataFolder,
        minimumFreeBytes,
        RetentionPolicy.keeping(ignored),
        RetentionPolicy.keeping(delivered),
        RetentionPolicy.keeping(ignored),
        keepJournal);
  }

  RetentionPolicy of(PurgeRows.Category category) {
    return switch (category) {
      case IGNORED -> ignored;
      case DELIVERED -> delivered;
      case FAILED -> failed;
    };
  }
}
