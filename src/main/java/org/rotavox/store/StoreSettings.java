package org.rotavox.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the node keeps what it must not lose, and for how long.
 *
 * @param dataFolder holds {@code ledger/} and {@code spool/}; one node per folder
 * @param minimumFreeBytes below this much free disk the node refuses new objects (A700)
 * @param keepIgnored how long objects are kept that no rule wanted
 * @param keepDelivered how long sources and results are kept after every delivery succeeded
 * @param keepJournal how long the journal tells of runs whose files are gone
 */
public record StoreSettings(
    Path dataFolder,
    long minimumFreeBytes,
    Duration keepIgnored,
    Duration keepDelivered,
    Duration keepJournal) {}
