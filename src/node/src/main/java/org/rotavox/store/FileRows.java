package org.rotavox.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/** What the ledger expects to find in the spool; read and corrected when the store opens. */
final class FileRows {

  private final Journal journal;

  FileRows(Journal journal) {
    this.journal = journal;
  }

  /** Returns the state that the ledger has for each received file it knows, by its path. */
  Map<String, FileRow> received(Handle handle) {
    Map<String, FileRow> rows = new HashMap<>();
    handle
        .createQuery("SELECT id, run_id, file, file_state, sop_instance FROM instances")
        .setFetchSize(1000)
        .map(Columns.to(FileRow.class))
        .forEach(row -> rows.put(row.file, row));
    return rows;
  }

  /** Returns true if an instance has this file. */
  boolean has(Handle handle, Path file) {
    return handle
        .createQuery("SELECT COUNT(*) FROM instances WHERE file = :file")
        .bind("file", file.toString())
        .mapTo(Long.class)
        .map(count -> count > 0)
        .one();
  }

  /** Returns the jobs whose results must lie in the spool. */
  Set<Long> jobsWithResults(Handle handle) {
    return new HashSet<>(
        handle
            .createQuery(
                "SELECT j.id FROM jobs j WHERE j.purged = FALSE AND (j.state = 'DONE'"
                    + " OR EXISTS (SELECT 1 FROM result_instances r WHERE r.job_id = j.id))")
            .mapTo(Long.class)
            .list());
  }

  void setState(Handle handle, FileRow row, String state, String message) {
    handle
        .createUpdate("UPDATE instances SET file_state = :state WHERE id = :id")
        .bind("state", state)
        .bind("id", row.id)
        .execute();
    journal.write(handle, LedgerEvent.Kind.FILE_MISSING, row.runId, 0, message);
  }

  void note(Handle handle, LedgerEvent.Kind kind, String message) {
    journal.write(handle, kind, 0, 0, message);
  }

  /** One received file as the ledger knows it. */
  record FileRow(
      long id,
      long runId,
      String file,
      @ColumnName("file_state") String state,
      String sopInstance) {}
}
