package org.rotavox.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of chores: one for each name, always the last time. */
final class ChoreRows {

  private ChoreRows() {}

  static void record(Handle handle, Chore chore) {
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

  static List<Chore> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM chores ORDER BY name")
        .map(
            (row, context) ->
                new Chore(
                    row.getString("name"),
                    Instant.ofEpochMilli(row.getLong("last_ms")),
                    row.getBoolean("ok"),
                    row.getString("message")))
        .list();
  }
}
