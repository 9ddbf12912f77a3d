package org.rotavox.store;

import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** When things were last done that are done at regular times: one row for each name. */
public final class Chores {

  private final Transactions transactions;
  private final Clock clock;

  Chores(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Records that one was done just now. Not forced to the disk. */
  public void done(String name, boolean ok, String message) {
    transactions.relaxed(
        handle -> {
          record(handle, new Chore(name, clock.instant(), ok, message));
          return true;
        });
  }

  /** Returns the last time of each, by name. */
  public List<Chore> all() {
    return transactions.read(Chores::all);
  }

  private static void record(Handle handle, Chore chore) {
    String change =
        "UPDATE chores SET last_ms = :at, ok = :ok, message = :message WHERE name = :name";
    if (write(handle, change, chore) == 0) {
      write(
          handle,
          "INSERT INTO chores (name, last_ms, ok, message) VALUES (:name, :at, :ok, :message)",
          chore);
    }
  }

  private static int write(Handle handle, String sql, Chore chore) {
    return handle
        .createUpdate(sql)
        .bind("name", chore.name())
        .bind("at", chore.at().toEpochMilli())
        .bind("ok", chore.ok())
        .bind("message", Journal.cut(chore.message()))
        .execute();
  }

  private static List<Chore> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM chores ORDER BY name")
        .map(Columns.to(Chore.class))
        .list();
  }
}
