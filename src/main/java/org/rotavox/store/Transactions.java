package org.rotavox.store;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Runs units of work, each as one transaction. A unit that lost a race against another one is run
 * again from its beginning, so it must not have effects outside the ledger.
 */
final class Transactions {

  private static final int MAX_ATTEMPTS = 50;

  /**
   * Unique violation, serialization, PostgreSQL deadlock, H2 lock timeout and concurrent update.
   */
  private static final Set<String> RACES = Set.of("23505", "40001", "40P01", "HYT00", "90131");

  private final Jdbi jdbi;
  private final GroupCommit groupCommit;
  private final AtomicInteger unforced = new AtomicInteger();
  private volatile boolean forcedSinceStart; // what was there before lies on the disk, too

  Transactions(Jdbi jdbi, GroupCommit groupCommit) {
    this.jdbi = jdbi;
    this.groupCommit = groupCommit;
  }

  /** Runs the unit; when this returns its changes survive a power cut. */
  <T> T durable(Function<Handle, T> unit) {
    T result = relaxed(unit);
    force();
    return result;
  }

  /**
   * As {@link #durable}; where the result promises nothing new, what it rests on may lie on the
   * disk already, and then nothing is forced.
   *
   * @param promisesNothing the unit found what it would have recorded; it must have been recorded
   *     by a unit of this method
   */
  <T> T durableUnless(Function<Handle, T> unit, Predicate<T> promisesNothing) {
    unforced.incrementAndGet();
    T result = relaxed(unit);
    boolean onlyThis = unforced.get() == 1;
    if (!onlyThis || !forcedSinceStart || !promisesNothing.test(result)) {
      force();
    }
    unforced.decrementAndGet(); // after a failure it stays: then all that follow force, and fail
    return result;
  }

  /** As {@link #durable}, for a unit without a result. */
  void change(Consumer<Handle> unit) {
    durable(
        handle -> {
          unit.accept(handle);
          return true;
        });
  }

  /** Makes durable what was committed so far. */
  void force() {
    try {
      groupCommit.await();
      forcedSinceStart = true;
    } catch (IllegalStateException e) {
      throw unusable(e);
    }
  }

  /** Runs the unit; a power cut within the next second may undo it as a whole. */
  <T> T relaxed(Function<Handle, T> unit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(unit::apply);
      } catch (LostRace e) {
        if (attempt == MAX_ATTEMPTS) {
          throw new IllegalStateException("lost " + attempt + " races in a row", e);
        }
      } catch (JdbiException e) {
        if (attempt == MAX_ATTEMPTS || !isRace(e)) {
          throw unusable(e);
        }
      }
    }
  }

  /** Runs queries; they see one committed state each. */
  <T> T read(Function<Handle, T> queries) {
    try {
      return jdbi.withHandle(queries::apply);
    } catch (JdbiException e) {
      throw unusable(e);
    }
  }

  /** Runs queries that all see the same committed state. */
  <T> T snapshot(Function<Handle, T> queries) {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, queries::apply);
    } catch (JdbiException e) {
      throw unusable(e);
    }
  }

  private static boolean isRace(JdbiException e) {
    SQLException sql = sqlCause(e);
    return sql != null && sql.getSQLState() != null && RACES.contains(sql.getSQLState());
  }

  private static UncheckedIOException unusable(RuntimeException e) {
    SQLException sql = sqlCause(e);
    // an SQL message quotes the statement and its values: only its code goes into our words
    String code = sql == null ? e.getClass().getSimpleName() : "SQL state " + sql.getSQLState();
    return new UncheckedIOException(
        new StoreException(
            StoreException.Kind.UNUSABLE,
            "the ledger could not be read or written ("
                + code
                + "): check disk and folder, then restart the node",
            e));
  }

  private static @Nullable SQLException sqlCause(Throwable e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** Thrown by a unit that found its assumptions changed: it is run again. */
  static final class LostRace extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRace(String what) {
      super(what, null, false, false);
    }
  }
}
