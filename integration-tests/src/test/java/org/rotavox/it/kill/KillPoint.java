package org.rotavox.it.kill;

import java.util.Arrays;
import java.util.Random;

/** A moment at which the node is killed: before or after a method of it. */
enum KillPoint {
  STARTING_BEFORE_RECONCILIATION("store.Reconciliation", "run", true),
  STARTING_AFTER_RECONCILIATION("store.Reconciliation", "run", false),
  RECOVERING_AN_INTERRUPTED_JOB("work.JobOutcomes", "recordInterrupted", true),
  FILE_BEFORE_FORCE_AND_RENAME("spool.IncomingFile", "commit", true, 5),
  FILE_DURABLE_WITHOUT_ROW("spool.IncomingFile", "commit", false, 5),
  INSTANCE_ROW_NOT_COMMITTED("store.InstanceRows", "record", false, 5),
  INSTANCE_DURABLE_BEFORE_0000("store.Ledger", "recordInstance", false, 5),
  RUN_CLOSED_NOT_COMMITTED("store.RunRows", "close", false),
  JOB_MADE_NOT_COMMITTED("store.JobRows", "create", false),
  JOB_DURABLE("store.RunDecisions", "withJob", false),
  RUN_IGNORED_DURABLE("store.RunDecisions", "ignored", false, 2),
  JOB_CLAIMED_NOT_COMMITTED("store.JobRows", "take", false),
  JOB_CLAIM_DURABLE("work.ReconstructionPipeline", "run", true),
  JOB_RUNNING("store.Ledger", "jobProgress", false),
  RESULT_WRITTEN_NOT_FORCED("spool.Spool", "forceResults", true),
  RESULT_DURABLE_JOB_RUNNING("spool.Spool", "forceResults", false),
  JOB_ENDED_NOT_COMMITTED("store.JobRows", "end", false),
  OUTBOX_FILLED_NOT_COMMITTED("store.DeliveryRows", "add", false),
  JOB_DONE_DURABLE("store.Ledger", "jobDone", false),
  DELIVERED_NOT_RECORDED("store.Sending", "succeeded", true, 3),
  DELIVERY_RECORDED("store.Sending", "succeeded", false, 3),
  LEDGER_BEFORE_FORCE("store.LedgerDatabase", "force", true, 20),
  LEDGER_AFTER_FORCE("store.LedgerDatabase", "force", false, 20),
  PURGE_NOT_COMMITTED("store.PurgeRows", "purge", false),
  PURGED_FILES_STILL_THERE("spool.Spool", "discard", true);

  private final String type;
  private final String method;
  private final boolean before;
  private final int mostPasses;

  KillPoint(String type, String method, boolean before) {
    this(type, method, before, 1);
  }

  KillPoint(String type, String method, boolean before, int mostPasses) {
    this.mostPasses = mostPasses;
    this.type = "org.rotavox." + type;
    this.method = method;
    this.before = before;
  }

  /** Returns what the agent is told: where, and how often the point is passed before the kill. */
  String order(Random random) {
    return String.join(
        "#",
        type,
        method,
        before ? "before" : "after",
        Integer.toString(random.nextInt(mostPasses)));
  }

  /** Returns true if the node has such a method: a point that is never reached proves nothing. */
  boolean exists() {
    try {
      return Arrays.stream(Class.forName(type).getDeclaredMethods())
          .anyMatch(candidate -> candidate.getName().equals(method));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns the name as words. */
  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
