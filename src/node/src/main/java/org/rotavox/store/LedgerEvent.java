package org.rotavox.store;

import java.time.Instant;

/**
 * One line of the journal, which only grows.
 *
 * @param id rises with time
 * @param at when
 * @param kind what happened
 * @param runId the run that it is about; 0 = none
 * @param jobId the job that it is about; 0 = none
 * @param message in words, with figures, without patient data
 */
public record LedgerEvent(long id, Instant at, Kind kind, long runId, long jobId, String message) {

  /** What can happen. */
  public enum Kind {
    RUN_OPENED,
    RUN_REOPENED,
    RUN_COMPLETE,
    LATE_ARRIVAL,
    DUPLICATE,
    CONFLICT,
    RUN_IGNORED,
    RUN_HELD,
    RUN_RELEASED,
    JOB_CREATED,
    JOB_CLAIMED,
    JOB_DONE,
    JOB_RETRY,
    JOB_FAILED,
    JOB_INTERRUPTED,
    JOB_HELD,
    JOB_RELEASED,
    JOB_CANCELLED,
    JOB_PRIORITY,
    ACKNOWLEDGED,
    SUPERSEDED,
    DELIVERED,
    DELIVERY_RETRY,
    DELIVERY_FAILED,
    DELIVERY_REQUEUED,
    DELIVERY_REPLACED,
    CONFIRMED,
    CONFIRMATION_FAILED,
    QUEUE_PAUSED,
    QUEUE_RESUMED,
    RULES_CHANGED,
    FILE_REMOVED,
    FILE_QUARANTINED,
    FILE_MISSING,
    PURGED,
    BACKUP
  }
}
