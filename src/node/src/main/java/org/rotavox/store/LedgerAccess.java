package org.rotavox.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.rotavox.spool.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the ledger's database, which may break and be opened again while the node runs.
 *
 * <p>Whoever reads or writes holds the opening for the whole unit, its forcing included, so that
 * none is promised by another opening than the one in which it was committed. Where the opening is
 * broken, every unit fails at once with {@link StoreException.Kind#UNUSABLE}. Thread-safe.
 */
final class LedgerAccess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerAccess.class);
  private static final Duration LONGEST_UNIT = Duration.ofSeconds(10);

  private final Opening opening;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private OpenLedger current;
  private volatile boolean usable = true;

  /** Opens the database. */
  @FunctionalInterface
  interface Opening {

    /**
     * @throws IOException if it cannot be opened
     */
    LedgerDatabase open() throws IOException;
  }

  LedgerAccess(Opening opening) throws IOException {
    this.opening = opening;
    this.current = new OpenLedger(opening.open());
  }

  /**
   * Uses the opening.
   *
   * @throws UncheckedIOException with a {@link StoreException} if the ledger could not be read or
   *     written
   */
  <T> T with(Function<OpenLedger, T> use) {
    lock.readLock().lock();
    try {
      OpenLedger open = current;
      if (open.isBroken()) {
        throw unusable("it is closed", null);
      }
      return use.apply(open);
    } catch (JdbiException | GroupCommit.NotForced e) {
      throw failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private UncheckedIOException failed(RuntimeException e) {
    current.look();
    SQLException sql = sqlCause(e);
    // an SQL message quotes the statement and its values: only its code goes into our words
    String code = sql == null ? e.getClass().getSimpleName() : "SQL state " + sql.getSQLState();
    if (current.isBroken() && usable) {
      usable = false;
      LOG.error(
          "the ledger is closed ({}{}): nothing is received or decided until its disk can be"
              + " written again; then it is opened again by itself",
          code,
          ioCause(e));
      LOG.debug("the ledger is closed", e);
    }
    return unusable(code, e);
  }

  private static UncheckedIOException unusable(String code, @Nullable RuntimeException cause) {
    String message =
        "the ledger cannot be read or written ("
            + code
            + "): check disk and folder; it is opened again by itself when they can be written";
    return new UncheckedIOException(
        cause == null
            ? new StoreException(StoreException.Kind.UNUSABLE, message)
            : new StoreException(StoreException.Kind.UNUSABLE, message, cause));
  }

  /** What the system says; an SQL message would quote values. */
  private static String ioCause(Throwable e) {
    String words = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        words = ", " + cause.getMessage();
      }
    }
    return words;
  }

  static @Nullable SQLException sqlCause(Throwable e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** Returns true if the ledger can be read and written as far as is known. */
  boolean isUsable() {
    return usable;
  }

  /**
   * What is done between two openings, while nobody can use the ledger.
   *
   * @see #reopen
   */
  @FunctionalInterface
  interface Between {

    /** Does it; the file is closed. */
    void run() throws IOException;
  }

  /** What is asked of a new opening before anybody uses it. */
  @FunctionalInterface
  interface Check {

    /**
     * @throws IOException if it must not be used
     */
    void check(OpenLedger fresh) throws IOException;
  }

  /**
   * Closes the database, if it is open, and opens it again. Units wait meanwhile.
   *
   * @return false if a unit has lasted so long that nothing was done
   * @throws IOException if it cannot be opened, or the check says no: the ledger is closed then
   */
  boolean reopen(Between between, Check check) throws IOException {
    if (!lockForMe()) {
      return false;
    }
    try {
      boolean wasUsable = usable;
      usable = false;
      close(current, wasUsable);
      current.look(); // it answers no more
      between.run();
      OpenLedger fresh = new OpenLedger(opening.open());
      try {
        check.check(fresh);
      } catch (IOException | RuntimeException e) {
        fresh.database().abandon();
        throw e;
      }
      current = fresh;
      usable = true;
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean lockForMe() {
    try {
      return lock.writeLock().tryLock(LONGEST_UNIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void close(OpenLedger open, boolean clean) {
    if (clean && !open.isBroken()) {
      open.database().close();
    } else {
      open.database().abandon();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      close(current, usable);
      usable = false;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
