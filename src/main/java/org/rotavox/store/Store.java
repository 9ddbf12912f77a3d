package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder of one node: ledger and spool under one lock.
 *
 * <pre>
 *   node.lock          held while a process works here; holds its process id
 *   ledger/            the database
 *   spool/             the files, see {@link Spool}
 * </pre>
 */
public final class Store implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final int JOURNAL_BATCH = 5000;

  private final StoreSettings settings;
  private final NodeLock lock;
  private final LedgerDatabase database;
  private final Transactions transactions;
  private final Journal journal;
  private final Witness witness;
  private final Ledger ledger;
  private final Spool spool;
  private final Retention retention;
  private final Reconciliation reconciliation;

  private Store(StoreSettings settings, NodeLock lock, LedgerDatabase database, Clock clock)
      throws IOException {
    this.settings = settings;
    this.lock = lock;
    this.database = database;
    this.transactions = new Transactions(database.jdbi(), new GroupCommit(database::force));
    this.journal = new Journal(clock);
    this.ledger = new Ledger(transactions, clock, journal);
    this.spool =
        new Spool(settings.dataFolder().resolve("spool"), settings.minimumFreeBytes(), clock);
    this.retention = new Retention(settings, transactions, spool, journal);
    this.witness = new Witness(settings.dataFolder().resolve("ledger"));
    witness.check(transactions.read(journal::last));
    transactions.force();
    this.reconciliation = Reconciliation.run(transactions, new FileRows(journal), spool);
  }

  /**
   * Opens the data folder and creates it if need be: locks it, brings the ledger's schema up to
   * date, reconciles spool and ledger.
   *
   * @throws StoreException if another process works in it, or it cannot be used
   */
  public static Store open(StoreSettings settings, Clock clock) throws IOException {
    return open(settings, clock, LedgerDatabase::open);
  }

  /** Opens the ledger of a data folder. */
  @FunctionalInterface
  interface LedgerOpener {

    LedgerDatabase open(Path ledgerFolder) throws IOException;
  }

  static Store open(StoreSettings settings, Clock clock, LedgerOpener opener) throws IOException {
    Path folder = settings.dataFolder();
    try {
      Durability.createFolders(folder.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE, "the data folder " + folder + " cannot be created", e);
    }
    NodeLock lock = NodeLock.take(folder);
    LedgerDatabase database = null;
    try {
      Path ledger = folder.resolve("ledger");
      OwnerOnly.protect(folder);
      OwnerOnly.repair(folder, ownedIn(folder));
      database = opener.open(ledger);
      OwnerOnly.protectFilesIn(ledger);
      Store store = new Store(settings, lock, database, clock);
      LOG.info("data folder {} opened: {}", folder, store.reconciliation);
      return store;
    } catch (IOException | RuntimeException e) {
      if (database != null) {
        database.close();
      }
      lock.close();
      throw e;
    }
  }

  /** The node's own in a data folder; what others put beside it is theirs. */
  private static List<Path> ownedIn(Path folder) {
    return Stream.of("node.lock", "control.path", "control.sock", "ledger", "spool")
        .map(folder::resolve)
        .toList();
  }

  /** Returns the record of everything. */
  public Ledger ledger() {
    return ledger;
  }

  /** Returns the files. */
  public Spool spool() {
    return spool;
  }

  /** Returns what opening found to put right. */
  public Reconciliation reconciliation() {
    return reconciliation;
  }

  /**
   * Removes files that retention allows to go: of runs that nobody wants, of runs whose result
   * arrived everywhere, of failures that somebody acknowledged, after their time or beyond the disk
   * that their category may take, or, where the disk is below its watermark, oldest first until it
   * is above. Never what is not delivered, failed or held.
   *
   * @return how many runs lost their files
   */
  public int purge(Instant now) throws IOException {
    int purged = retention.apply(now);
    trimJournal(now.minus(settings.keepJournal()));
    return purged;
  }

  private void trimJournal(Instant before) {
    int trimmed = JOURNAL_BATCH;
    while (trimmed == JOURNAL_BATCH) {
      trimmed = transactions.durable(handle -> journal.trim(handle, before, JOURNAL_BATCH));
    }
  }

  /**
   * Writes a copy of the ledger while the node works. To restore it, stop the node and unpack the
   * file into the folder {@code ledger/}; the next start reconciles it with the spool.
   *
   * @param zip a file that does not exist yet; it is there only when it is whole and durable
   * @throws IOException if the copy cannot be written
   */
  public void backup(Path zip) throws IOException {
    if (Files.exists(zip)) {
      throw new IOException(zip + " exists already: a backup never overwrites a file");
    }
    Path part = zip.resolveSibling(Spool.nameOf(zip) + ".part");
    Durability.createFolders(Spool.parentOf(zip.toAbsolutePath()));
    transactions.force();
    Files.deleteIfExists(part);
    try {
      OwnerOnly.newFile(part);
      database.backup(part);
      Durability.forceFile(part);
      Files.move(part, zip, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    Durability.forceFolder(Spool.parentOf(zip.toAbsolutePath()));
    transactions.durable(
        handle -> {
          journal.write(handle, LedgerEvent.Kind.BACKUP, 0, 0, "to " + zip.getFileName());
          return true;
        });
  }

  /** Closes the ledger and gives the folder back. */
  @Override
  public void close() throws IOException {
    try {
      transactions.force();
      witness.note(transactions.read(journal::last));
    } finally {
      try {
        database.close();
      } finally {
        lock.close();
      }
    }
  }
}
