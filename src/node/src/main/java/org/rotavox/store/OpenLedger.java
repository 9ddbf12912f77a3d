package org.rotavox.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * One opening of the ledger's database, until it is closed or breaks. What was committed in one
 * opening and not forced in the same one is not promised: another opening may not have it.
 */
final class OpenLedger {

  private final LedgerDatabase database;
  private final GroupCommit groupCommit;
  private final AtomicInteger unforced = new AtomicInteger();
  private volatile boolean forcedSinceStart; // what was there before lies on the disk, too
  private volatile boolean broken;

  OpenLedger(LedgerDatabase database) {
    this.database = database;
    this.groupCommit = new GroupCommit(database::force);
  }

  LedgerDatabase database() {
    return database;
  }

  Jdbi jdbi() {
    return database.jdbi();
  }

  /**
   * Makes durable what was committed so far.
   *
   * @throws GroupCommit.NotForced if the disk could not be forced, now or earlier in this opening
   */
  void force() {
    try {
      groupCommit.await();
      forcedSinceStart = true;
    } catch (GroupCommit.NotForced e) {
      broken = true;
      throw e;
    }
  }

  /**
   * Runs a unit and makes it durable; where its result promises nothing new, what it rests on may
   * lie on the disk already, and then nothing is forced.
   */
  <T> T forcingUnless(Supplier<T> unit, Predicate<T> promisesNothing) {
    unforced.incrementAndGet();
    T result = unit.get();
    boolean onlyThis = unforced.get() == 1;
    if (!onlyThis || !forcedSinceStart || !promisesNothing.test(result)) {
      force();
    }
    unforced.decrementAndGet(); // after a failure it stays: then all that follow force, and fail
    return result;
  }

  /** Returns true if nothing more is read or written in this opening. */
  boolean isBroken() {
    return broken;
  }

  /** Finds out, after something failed, whether the database itself has gone. */
  void look() {
    if (!broken && !database.answers()) {
      broken = true;
    }
  }
}
