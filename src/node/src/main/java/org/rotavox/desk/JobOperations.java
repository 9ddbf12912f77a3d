package org.rotavox.desk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;

/**
 * Everything that a person may order about jobs, runs and the queue, in one place for the command
 * line and for whatever comes after it. An order that comes too late is answered with a message; it
 * is no error of the node.
 */
public final class JobOperations {

  private static final int MAX_AT_ONCE = 10_000;

  private final Ledger ledger;

  /** Gives orders to this ledger. */
  public JobOperations(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What became of an order.
   *
   * @param accepted something changed
   * @param message text of the answer
   */
  public record Answer(boolean accepted, String message) {}

  /** Pauses a waiting job until it is resumed. */
  public Answer pause(long jobId) {
    return answer(
        jobId, ledger.orders().holdJob(jobId), "paused", "only a waiting job can be paused");
  }

  /** Makes a paused job wait again. */
  public Answer resume(long jobId) {
    return answer(
        jobId,
        ledger.orders().releaseJob(jobId),
        "waits again",
        "only a paused job can be resumed");
  }

  /** Cancels a job; one that runs ends at its next report of progress. */
  public Answer cancel(long jobId) {
    return answer(
        jobId,
        ledger.orders().cancelJob(jobId),
        isRunning(jobId) ? "is being cancelled" : "cancelled",
        "only a waiting, paused, running or failed job can be cancelled");
  }

  /** Makes a failed job wait again; of a job that is done, sends again what could not be sent. */
  public Answer retry(long jobId) {
    if (ledger.orders().retryJob(jobId)) {
      return new Answer(true, "job " + jobId + " waits again");
    }
    int deliveries = ledger.orders().requeueDeliveries(jobId);
    return deliveries > 0
        ? new Answer(true, "job " + jobId + ": " + deliveries + " deliveries are pending again")
        : answer(
            jobId,
            false,
            "",
            "only a failed job, or one with failed deliveries, whose files are still there can be"
                + " tried again");
  }

  /** Changes how urgent a waiting or paused job is. */
  public Answer prioritise(long jobId, Verdict.Priority priority) {
    return answer(
        jobId,
        ledger.orders().prioritiseJob(jobId, priority),
        "is " + lower(priority) + " now",
        "only a waiting or paused job can be made more or less urgent");
  }

  /** Makes a waiting or paused job one step more urgent. */
  public Answer raise(long jobId) {
    Optional<Verdict.Priority> higher =
        ledger
            .job(jobId)
            .flatMap(
                job ->
                    switch (job.job().priority()) {
                      case LOW -> Optional.of(Verdict.Priority.NORMAL);
                      case NORMAL -> Optional.of(Verdict.Priority.URGENT);
                      case URGENT -> Optional.empty();
                    });
    return higher.isPresent()
        ? prioritise(jobId, higher.get())
        : answer(jobId, false, "", "only one that is not urgent yet can be raised");
  }

  /**
   * Says that a failed job, or the failed deliveries of a done one, were seen and nothing more is
   * to be done: retention may remove their files in time.
   */
  public Answer acknowledge(long jobId) {
    return answer(
        jobId,
        ledger.orders().acknowledgeJob(jobId),
        "is acknowledged; retention may remove its files",
        "only a failed job, or one with failed deliveries and none that is pending, can be"
            + " acknowledged");
  }

  /**
   * Gives one order to every job in these states, at most {@value #MAX_AT_ONCE} of them, oldest
   * first.
   */
  public Answer forAll(Set<JobState> states, LongFunction<Answer> order) {
    List<JobRecord> jobs = new ArrayList<>(ledger.jobs(states, MAX_AT_ONCE));
    Collections.reverse(jobs);
    return counted(jobs.stream().map(job -> order.apply(job.job().id())).toList(), "jobs");
  }

  /** Decides every held run again, at most {@value #MAX_AT_ONCE}. */
  public Answer releaseAllRuns() {
    return counted(
        ledger.runs(Set.of(RunState.HELD), MAX_AT_ONCE).stream()
            .map(run -> releaseRun(run.id()))
            .toList(),
        "runs");
  }

  private static Answer counted(List<Answer> answers, String things) {
    long changed = answers.stream().filter(Answer::accepted).count();
    return new Answer(true, changed + " of " + answers.size() + " " + things + " changed");
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
   * Decides a held or ignored run again with the current rules; the collector's holds are lifted.
   */
  public Answer releaseRun(long runId) {
    return runAnswer(
        runId,
        ledger.orders().releaseRun(runId),
        "is decided again",
        "only a held or ignored run whose files are still there can be released");
  }

  /** Ignores a run that is held or not decided yet. */
  public Answer ignoreRun(long runId) {
    return runAnswer(
        runId,
        ledger.orders().ignoreRun(runId, "ignored by hand"),
        "is ignored",
        "only a run that is held or not decided yet can be ignored");
  }

  /** The word that the orders use: one pauses a job, and holds a run. */
  private static String inWords(JobState state) {
    return state == JobState.HELD ? "paused" : lower(state);
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
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
        job.map(record -> "job " + jobId + " is " + inWords(record.job().state()) + ": " + possible)
            .orElse("there is no job " + jobId));
  }

  private Answer runAnswer(long runId, boolean changed, String done, String possible) {
    if (changed) {
      return new Answer(true, "run " + runId + " " + done);
    }
    Optional<RunRecord> run = ledger.run(runId);
    return new Answer(
        false,
        run.map(record -> "run " + runId + " is " + lower(record.state()) + ": " + possible)
            .orElse("there is no run " + runId));
  }
}
