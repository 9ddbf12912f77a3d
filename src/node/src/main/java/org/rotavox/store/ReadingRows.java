package org.rotavox.store;

import org.jdbi.v3.core.Handle;

/**
 * The rows of readings: what was found in the frames of a run when it was decided, for the job that
 * reconstructs it. A run has one or none.
 */
final class ReadingRows {

  private ReadingRows() {}

  /**
   * Keeps the reading of a run in place of an earlier one.
   *
   * @param reading empty = none is kept
   */
  static void replace(Handle handle, long runId, String reading) {
    remove(handle, runId);
    if (!reading.isEmpty()) {
      handle
          .createUpdate("INSERT INTO run_readings (run_id, reading) VALUES (:run, :reading)")
          .bind("run", runId)
          .bind("reading", reading)
          .execute();
    }
  }

  /** Returns the reading of a run; empty if none is kept. */
  static String of(Handle handle, long runId) {
    return handle
        .createQuery("SELECT reading FROM run_readings WHERE run_id = :run")
        .bind("run", runId)
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  private static void remove(Handle handle, long runId) {
    handle
        .createUpdate("DELETE FROM run_readings WHERE run_id = :run")
        .bind("run", runId)
        .execute();
  }
}
