package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.rotavox.model.Claim;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;

/**
 * What people order about jobs. Each returns false, and changes nothing, where the state of the job
 * forbids it: a person may be too late, that is no bug.
 */
final class JobOrders {

  private final Journal journal;
  private final Clock clock;

  JobOrders(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  boolean hold(Handle handle, long jobId) {
    return move(handle, jobId, JobState.HELD, Set.of(JobState.WAITING), LedgerEvent.Kind.JOB_HELD);
  }

  boolean release(Handle handle, long jobId) {
    boolean changed =
        move(handle, jobId, JobState.WAITING, Set.of(JobState.HELD), LedgerEvent.Kind.JOB_RELEASED);
    if (changed) {
      handle
          .createUpdate("UPDATE jobs SET deaths = 0, not_before_ms = 0 WHERE id = :id")
          .bind("id", jobId)
          .execute();
    }
    return changed;
  }

  /** Makes a failed job wait again, at once and with all its attempts. */
  boolean retry(Handle handle, long jobId) {
    boolean changed =
        !isPurged(handle, jobId)
            && move(
                handle,
                jobId,
                JobState.WAITING,
                Set.of(JobState.FAILED),
                LedgerEvent.Kind.JOB_RELEASED);
    if (changed) {
      handle
          .createUpdate(
              "UPDATE jobs SET not_before_ms = :now, finished_at_ms = 0,"
                  + " acknowledged = FALSE,"
                  + " attempts_forgiven = attempts, deaths = 0 WHERE id = :id")
          .bind("now", clock.millis())
          .bind("id", jobId)
          .execute();
    }
    return changed;
  }

  /** Returns true if retention removed the files of a job: it cannot be done again. */
  private static boolean isPurged(Handle handle, long jobId) {
    return handle
        .createQuery("SELECT purged FROM jobs WHERE id = :id")
        .bind("id", jobId)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** Cancels a job that does not run; asks a running one to end. */
  boolean cancel(Handle handle, long jobId) {
    int asked =
        handle
            .createUpdate(
                "UPDATE jobs SET cancel_requested = TRUE WHERE id = :id AND state = 'RUNNING'")
            .bind("id", jobId)
            .execute();
    return asked == 1
        || move(
            handle,
            jobId,
            JobState.CANCELLED,
            Set.of(JobState.WAITING, JobState.HELD, JobState.FAILED),
            LedgerEvent.Kind.JOB_CANCELLED);
  }

  boolean acknowledge(Handle handle, long jobId) {
    int changed =
        handle
            .createUpdate(
                "UPDATE jobs SET acknowledged = TRUE WHERE id = :id AND acknowledged = FALSE"
                    + " AND (state = 'FAILED' OR (state = 'DONE'"
                    + " AND EXISTS (SELECT 1 FROM deliveries d WHERE d.job_id = jobs.id"
                    + " AND d.state = 'FAILED') AND NOT EXISTS (SELECT 1 FROM deliveries d"
                    + " WHERE d.job_id = jobs.id AND d.state = 'PENDING')))")
            .bind("id", jobId)
            .execute();
    if (changed == 1) {
      journal.write(handle, LedgerEvent.Kind.ACKNOWLEDGED, 0, jobId, "by order");
    }
    return changed == 1;
  }

  /**
   * Ends the jobs of earlier generations of a run: one that runs is asked to end, what is not
   * delivered yet is given up and needs nobody's attention.
   */
  void supersede(Handle handle, RunRecord run, long newJobId) {
    List<Long> earlier =
        handle
            .createQuery(
                "SELECT j.id FROM jobs j JOIN runs r ON r.id = j.run_id"
                    + " WHERE r.run_key = :key AND r.generation < :generation")
            .bind("key", run.key())
            .bind("generation", run.generation())
            .mapTo(Long.class)
            .list();
    for (long job : earlier) {
      cancel(handle, job);
      int givenUp =
          Transitions.DELIVERY
              .change(
                  handle,
                  DeliveryState.PENDING,
                  DeliveryState.FAILED,
                  "message = :why, updated_at_ms = :now",
                  "job_id = :id")
              .bind("why", "superseded by job " + newJobId)
              .bind("now", clock.millis())
              .bind("id", job)
              .execute();
      handle
          .createUpdate("UPDATE jobs SET acknowledged = TRUE WHERE id = :id")
          .bind("id", job)
          .execute();
      journal.write(
          handle,
          LedgerEvent.Kind.SUPERSEDED,
          run.id(),
          job,
          "by job " + newJobId + "; " + givenUp + " deliveries given up");
    }
  }

  boolean prioritise(Handle handle, long jobId, Verdict.Priority priority) {
    int changed =
        handle
            .createUpdate(
                "UPDATE jobs SET priority = :priority"
                    + " WHERE id = :id AND state IN ('WAITING', 'HELD')")
            .bind("priority", Columns.rank(priority))
            .bind("id", jobId)
            .execute();
    if (changed == 1) {
      journal.write(handle, LedgerEvent.Kind.JOB_PRIORITY, 0, jobId, "now " + priority);
    }
    return changed == 1;
  }

  void pauseQueue(Handle handle, boolean paused) {
    handle
        .createUpdate("UPDATE switches SET state = :paused WHERE name = 'QUEUE_PAUSED'")
        .bind("paused", paused)
        .execute();
    journal.write(
        handle,
        paused ? LedgerEvent.Kind.QUEUE_PAUSED : LedgerEvent.Kind.QUEUE_RESUMED,
        0,
        0,
        "by order");
  }

  void heartbeat(Handle handle, String owner, Instant now) {
    handle
        .createUpdate(
            "UPDATE jobs SET heartbeat_ms = :now WHERE state = 'RUNNING' AND owner = :owner")
        .bind("now", now.toEpochMilli())
        .bind("owner", owner)
        .execute();
  }

  /** Records progress of a running job; returns false if it shall end. */
  boolean progress(Handle handle, Claim claim, String stage, int percent) {
    handle
        .createUpdate(
            "UPDATE jobs SET stage = :stage, percent = :percent WHERE id = :id"
                + " AND attempts = :attempt AND owner = :owner"
                + " AND state = 'RUNNING' AND (stage <> :stage OR percent <> :percent)")
        .bind("stage", stage)
        .bind("percent", percent)
        .bind("id", claim.job())
        .bind("attempt", claim.attempt())
        .bind("owner", claim.owner())
        .execute();
    return handle
            .createQuery(
                "SELECT COUNT(*) FROM jobs WHERE id = :id AND attempts = :attempt"
                    + " AND owner = :owner AND state = 'RUNNING' AND cancel_requested = FALSE")
            .bind("id", claim.job())
            .bind("attempt", claim.attempt())
            .bind("owner", claim.owner())
            .mapTo(Integer.class)
            .one()
        == 1;
  }

  private boolean move(
      Handle handle, long jobId, JobState to, Set<JobState> from, LedgerEvent.Kind event) {
    int changed =
        Transitions.JOB
            .change(handle, from, to, "finished_at_ms = :finished", "id = :id")
            .bind("finished", to.isFinal() ? clock.millis() : 0)
            .bind("id", jobId)
            .execute();
    if (changed == 1) {
      journal.write(handle, event, 0, jobId, "by order");
    }
    return changed == 1;
  }
}
