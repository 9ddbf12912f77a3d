package org.rotavox.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.rotavox.spool.Durability;
import org.rotavox.spool.OwnerOnly;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;
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
  private final LedgerAccess access;
  private final LedgerKeeper keeper;
  private final Transactions transactions;
  private final Journal journal;
  private final Witness witness;
  private final Ledger ledger;
  private final Spool spool;
  private final Retention retention;
  private final UnrecordedFiles unrecorded;
  private final Reconciliation reconciliation;

  private Store(StoreSettings settings, NodeLock lock, LedgerAccess access, Clock clock)
      throws IOException {
    this.settings = settings;
    this.lock = lock;
    this.access = access;
    this.transactions = new Transactions(access);
    this.journal = new Journal(clock);
    this.keeper = keeper(System::nanoTime);
    this.ledger = new Ledger(transactions, clock, journal);
    this.spool =
        new Spool(settings.dataFolder().resolve("spool"), settings.minimumFreeBytes(), clock);
    this.retention = new Retention(settings, transactions, spool, journal);
    this.witness = new Witness(ledgerFolder(settings));
    witness.check(transactions.read(journal::last));
    transactions.force();
    FileRows rows = new FileRows(journal);
    this.unrecorded = new UnrecordedFiles(transactions, rows, spool);
    this.reconciliation = Reconciliation.run(transactions, rows, spool, unrecorded);
  }

  private static Path ledgerFolder(StoreSettings settings) {
    return settings.dataFolder().resolve("ledger");
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
    LedgerAccess access = null;
    try {
      OwnerOnly.protect(folder);
      OwnerOnly.repair(folder, ownedIn(folder));
      access = new LedgerAccess(() -> openLedger(ledgerFolder(settings), opener));
      Store store = new Store(settings, lock, access, clock);
      LOG.info("data folder {} opened: {}", folder, store.reconciliation);
      return store;
    } catch (IOException | RuntimeException e) {
      if (access != null) {
        access.close();
      }
      lock.close();
      throw e;
    }
  }

  LedgerKeeper keeper(LongSupplier nanoTime) {
    return new LedgerKeeper(ledgerFolder(settings), access, transactions, journal, nanoTime);
  }

  private static LedgerDatabase openLedger(Path ledger, LedgerOpener opener) throws IOException {
    LedgerCompaction.clear(ledger);
    LedgerDatabase database = opener.open(ledger);
    OwnerOnly.protectFilesIn(ledger);
    return database;
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

  /** Returns true if the ledger can be read and written, as far as is known. */
  public boolean isUsable() {
    return access.isUsable();
  }

  /**
   * Looks after ledger and spool: opens a ledger again whose disk had failed, removes what could
   * not be removed before. Call it every few seconds.
   *
   * @param givenUp told in one line why the ledger cannot be opened on a disk that is well: only
   *     another process may help
   */
  public void tend(Consumer<String> givenUp) {
    keeper.tend(givenUp);
    spool.removeLeftBehind();
  }

  /** Returns the files of which it is not known that the ledger has them. */
  public UnrecordedFiles unrecorded() {
    return unrecorded;
  }

  /** Returns how much disk the files of the ledger take, bytes. */
  public long ledgerBytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(ledgerFolder(settings))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
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
   * @return the number of runs whose files were removed
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
      backupTo(part);
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

  private void backupTo(Path part) throws IOException {
    try {
      access.with(open -> backup(open, part));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean backup(OpenLedger open, Path part) {
    try {
      open.database().backup(part);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the ledger and gives the folder back. */
  @Override
  public void close() throws IOException {
    try {
      if (access.isUsable()) {
        transactions.force();
        witness.note(transactions.read(journal::last));
      }
    } finally {
      try {
        access.close();
      } finally {
        lock.close();
      }
    }
  }
}
