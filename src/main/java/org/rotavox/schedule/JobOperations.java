package org.rotavox.schedule;

import java.util.Optional;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunRecord;

/**
 * Everything that a person may order about jobs, runs and the queue, in one place for the command
 * line and for whatever comes after it. An order that comes too late is answered in words, it is no
 * error of the node.
 */
public final class JobOperations {

  private final Ledger ledger;

  /** Gives orders to this ledger. */
  public JobOperations(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What became of an order.
   *
   * @param accepted something changed
   * @param message in words
   */
  public record Answer(boolean accepted, String message) {}

  /** Pauses a waiting job until it is resumed. */
  public Answer pause(long jobId) {
    return answer(jobId, ledger.orders().holdJob(jobId), "paused", "only a waiting job");
  }

  /** Makes a paused job wait again. */
  public Answer resume(long jobId) {
    return answer(jobId, ledger.orders().releaseJob(jobId), "waits again", "only a paused job");
  }

  /** Cancels a job; one that runs ends at its next report of progress. */
  public Answer cancel(long jobId) {
    return answer(
        jobId,
        ledger.orders().cancelJob(jobId),
        isRunning(jobId) ? "is asked to end" : "cancelled",
        "only a waiting, paused, running or failed job");
  }

  /** Makes a failed job wait again; of a job that is done, sends again what could not be sent. */
  public Answer retry(long jobId) {
    if (ledger.orders().retryJob(jobId)) {
      return new Answer(true, "job " + jobId + " waits again");
    }
    int deliveries = ledger.orders().requeueDeliveries(jobId);
    return deliveries > 0
        ? new Answer(true, "job " + jobId + ": " + deliveries + " deliveries are pending again")
        : answer(jobId, false, "", "only a failed job or one with failed deliveries");
  }

  /** Changes how urgent a waiting or paused job is. */
  public Answer prioritise(long jobId, Verdict.Priority priority) {
    return answer(
        jobId,
        ledger.orders().prioritiseJob(jobId, priority),
        "is " + priority + " now",
        "only a waiting or paused job");
  }

  /** Claims no more jobs until the queue is resumed; what runs goes on. */
  public Answer pauseQueue() {
    ledger.orders().pauseQueue(true);
    return new Answer(true, "the queue is paused; running jobs finish");
  }

  /** Claims jobs again. */
  public Answer resumeQueue() {
    ledger.orders().pauseQueue(false);
    return new Answer(true, "the queue is open");
  }

  /**
   * Decides a held or ignored run again with the rules of now; the collector's holds are lifted.
   */
  public Answer releaseRun(long runId) {
    return runAnswer(
        runId,
        ledger.orders().releaseRun(runId),
        "is decided again",
        "only a held or ignored run whose files are still there");
  }

  /** Decides that nothing becomes of a held run. */
  public Answer ignoreRun(long runId) {
    return runAnswer(
        runId,
        ledger.orders().ignoreRun(runId, "ignored by hand"),
        "is ignored",
        "only a held run");
  }

  private boolean isRunning(long jobId) {
    return ledger.job(jobId).map(job -> job.job().state() == JobState.RUNNING).orElse(false);
  }

  private Answer answer(long jobId, boolean changed, String done, String possible) {
    if (changed) {
      return new Answer(true, "job " + jobId + " " + done);
    }
    Optional<JobRecord> job = ledger.job(jobId);
    return new Answer(
        false,
        job.map(record -> "job " + jobId + " is " + record.job().state() + ": " + possible)
            .orElse("there is no job " + jobId));
  }

  private Answer runAnswer(long runId, boolean changed, String done, String possible) {
    if (changed) {
      return new Answer(true, "run " + runId + " " + done);
    }
    Optional<RunRecord> run = ledger.run(runId);
    return new Answer(
        false,
        run.map(record -> "run " + runId + " is " + record.state() + ": " + possible)
            .orElse("there is no run " + runId));
  }
}
