package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rotavox.spool.Durability;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole files of the spool of which it is not known that the ledger has them: found at the start
 * without a row, or left when the ledger broke in the middle of recording them. Somebody who can
 * read them takes them in. Thread-safe.
 */
public final class UnrecordedFiles {

  /** So often a file is tried that makes its reader fail; then it waits for the next start. */
  static final int MOST_FAILURES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(UnrecordedFiles.class);

  private final Transactions transactions;
  private final FileRows rows;
  private final Spool spool;
  private final ConcurrentLinkedQueue<Entry> files = new ConcurrentLinkedQueue<>();

  private record Entry(Path file, int failures) {}

  UnrecordedFiles(Transactions transactions, FileRows rows, Spool spool) {
    this.transactions = transactions;
    this.rows = rows;
    this.spool = spool;
  }

  /**
   * Adds a file.
   *
   * @param relative to the spool
   */
  public void add(Path relative) {
    files.add(new Entry(relative, 0));
  }

  /** Returns how many there are. */
  public int count() {
    return files.size();
  }

  /** What takes a file in; the path is relative to the spool. */
  @FunctionalInterface
  public interface Intake {

    /**
     * Takes it in.
     *
     * @return true if the ledger has it now, or it was removed; false if it cannot be read
     * @throws IOException if the spool cannot be read
     */
    boolean take(Path relative) throws IOException;
  }

  /**
   * Takes in what can be read, and puts the rest into quarantine. What fails for another reason
   * than the file itself is tried again by the next call; {@link #MOST_FAILURES} times, unless it
   * is ledger or disk that fail.
   *
   * @return how many were taken in
   */
  public int takeIn(Intake intake) {
    int taken = 0;
    List<Entry> again = new ArrayList<>();
    for (Entry entry = files.poll(); entry != null; entry = files.poll()) {
      try {
        taken += takeIn(entry.file, intake) ? 1 : 0;
      } catch (IOException | RuntimeException e) {
        if (e.getCause() instanceof StoreException) {
          again.add(entry);
          LOG.debug("{} waits until ledger and spool can be written", entry.file, e);
          break; // the others wait, too
        }
        failed(entry, e).ifPresent(again::add);
      }
    }
    files.addAll(again);
    return taken;
  }

  private static Optional<Entry> failed(Entry entry, Exception cause) {
    int failures = entry.failures + 1;
    boolean last = failures >= MOST_FAILURES;
    LOG.warn(
        "{} cannot be taken in{}",
        entry.file,
        last ? "; the next start tries it again" : ", tried again",
        cause);
    return last ? Optional.empty() : Optional.of(new Entry(entry.file, failures));
  }

  private boolean takeIn(Path file, Intake intake) throws IOException {
    Path absolute = spool.resolve(file);
    if (!Files.exists(absolute) || transactions.read(handle -> rows.has(handle, file))) {
      return false; // the ledger has it, and retention may have removed it since
    }
    if (!intake.take(file)) {
      quarantine(absolute);
      return false;
    }
    return true;
  }

  private void quarantine(Path file) throws IOException {
    if (file.startsWith(spool.quarantine())) {
      return;
    }
    Path target = spool.quarantine().resolve(Spool.nameOf(file));
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Durability.forceFolder(spool.quarantine());
    String message =
        spool.relative(file)
            + " had no row and cannot be read as a DICOM object: kept in "
            + spool.relative(target)
            + " until it is removed by hand";
    LOG.warn("{}", message);
    transactions.change(handle -> rows.note(handle, LedgerEvent.Kind.FILE_QUARANTINED, message));
  }

  /**
   * Moves a file that lay in quarantine to where the spool keeps instances.
   *
   * @return its new path, relative to the spool; the same if it does not lie there
   */
  public Path release(Path relative) throws IOException {
    Path file = spool.resolve(relative);
    if (!file.startsWith(spool.quarantine())) {
      return relative;
    }
    Path target = spool.newInstance();
    Durability.createFolders(Spool.parentOf(target));
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Durability.forceFolder(Spool.parentOf(target));
    return spool.relative(target);
  }
}
