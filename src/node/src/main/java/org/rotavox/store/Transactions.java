package org.rotavox.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

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

  private final LedgerAccess access;

  Transactions(LedgerAccess access) {
    this.access = access;
  }

  /** Runs the unit; when this returns its changes survive a power cut. */
  <T> T durable(Function<Handle, T> unit) {
    return access.with(
        open -> {
          T result = commit(open, unit);
          open.force();
          return result;
        });
  }

  /**
   * As {@link #durable}; where the result promises nothing new, what it rests on may lie on the
   * disk already, and then nothing is forced.
   *
   * @param promisesNothing the unit found what it would have recorded; it must have been recorded
   *     by a unit of this method
   */
  <T> T durableUnless(Function<Handle, T> unit, Predicate<T> promisesNothing) {
    return access.with(open -> open.forcingUnless(() -> commit(open, unit), promisesNothing));
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
    access.with(
        open -> {
          open.force();
          return true;
        });
  }

  /** Runs the unit; a power cut within the next second may undo it as a whole. */
  <T> T relaxed(Function<Handle, T> unit) {
    return access.with(open -> commit(open, unit));
  }

  private static <T> T commit(OpenLedger open, Function<Handle, T> unit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return open.jdbi().inTransaction(unit::apply);
      } catch (LostRace e) {
        if (attempt == MAX_ATTEMPTS) {
          throw new IllegalStateException("lost " + attempt + " races in a row", e);
        }
      } catch (JdbiException e) {
        if (attempt == MAX_ATTEMPTS || !isRace(e)) {
          throw e;
        }
      }
    }
  }

  /** Runs queries; they see one committed state each. */
  <T> T read(Function<Handle, T> queries) {
    return access.with(open -> open.jdbi().withHandle(queries::apply));
  }

  /** Runs queries that all see the same committed state. */
  <T> T snapshot(Function<Handle, T> queries) {
    return access.with(
        open ->
            open.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, queries::apply));
  }

  private static boolean isRace(JdbiException e) {
    SQLException sql = LedgerAccess.sqlCause(e);
    return sql != null && sql.getSQLState() != null && RACES.contains(sql.getSQLState());
  }

  /** Thrown by a unit that found its assumptions changed: it is run again. */
  static final class LostRace extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRace(String what) {
      super(what, null, false, false);
    }
  }
}
