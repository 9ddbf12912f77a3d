package org.rotavox.work;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.rotavox.model.Backoff;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.RoutedResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what comes after an attempt, and is the only one that records it: done, another attempt
 * later, or failed with a remedy. Only failures that may pass by themselves are tried again, and
 * only so often.
 */
final class JobOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(JobOutcomes.class);

  private final Ledger ledger;
  private final ScheduleSettings settings;
  private final JobRunner runner;
  private final Clock clock;
  private final Backoff backoff;

  /** By up to this part a wait is shorter. */
  private static final double CHANCE = 0.5;

  /** So often the process may die in a job; then a person looks. */
  static final int MOST_DEATHS = 3;

  /** Outcomes that the ledger could not take; at most one for each slot. */
  private final Queue<Outcome> postponed = new ConcurrentLinkedQueue<>();

  JobOutcomes(Ledger ledger, ScheduleSettings settings, JobRunner runner, Clock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.runner = runner;
    this.clock = clock;
    this.backoff = new Backoff(settings.firstRetryDelay(), settings.maxRetryDelay(), CHANCE);
  }

  /** Records an outcome; where the ledger cannot take it now, it is tried again at each tick. */
  void record(ReconstructionJob job, StepResult result) {
    Outcome outcome = new Outcome(job, result);
    try {
      write(outcome);
    } catch (RuntimeException e) {
      LOG.error("job {}: its outcome cannot be recorded now, tried again", job.id(), e);
      postponed.add(outcome);
    }
  }

  /** Tries those again that the ledger could not take; one that it never takes delays no other. */
  void recordPostponed() {
    for (Outcome outcome : List.copyOf(postponed)) {
      try {
        write(outcome);
        postponed.remove(outcome);
      } catch (RuntimeException e) {
        LOG.debug("job {}: its outcome still cannot be recorded", outcome.job.id(), e);
      }
    }
  }

  private void write(Outcome outcome) {
    long id = outcome.job.id();
    JobRecord record = ledger.job(id).orElseThrow();
    if (record.job().state() != JobState.RUNNING
        || !record.job().claim().equals(outcome.job.claim())) {
      LOG.info("job {}: {}", id, record.job().state());
      return;
    }
    if (outcome.result instanceof StepResult.Done done) {
      ledger.jobDone(outcome.job.claim(), done.results());
      LOG.info("job {}: done, {}", id, done.summary());
    } else if (record.cancelRequested()) {
      ledger.jobCancelled(outcome.job.claim());
      LOG.info("job {}: cancelled by order", id);
    } else if (outcome.result instanceof StepResult.Failed failed) {
      fail(outcome.job, failed.cause());
    } else if (outcome.result instanceof StepResult.RetryAfter retry) {
      retry(record, retry);
    }
  }

  private void retry(JobRecord record, StepResult.RetryAfter retry) {
    ReconstructionJob job = record.job();
    Failure cause = retry.cause();
    if (!cause.kind().isRetryable()) {
      fail(job, cause);
    } else if (record.attemptsSinceOrder() >= settings.maxAttempts()) {
      fail(
          job,
          new Failure(
              cause.kind(),
              cause.message()
                  + " (given up after "
                  + record.attemptsSinceOrder()
                  + " attempts: when the cause is gone, retry job "
                  + job.id()
                  + ")"));
    } else {
      Duration wait = backoff.after(record.attemptsSinceOrder(), ThreadLocalRandom.current());
      Duration longer = wait.compareTo(retry.delay()) > 0 ? wait : retry.delay();
      Instant at = clock.instant().plus(longer);
      ledger.jobRetry(job.claim(), at, cause);
      LOG.warn("job {}: tried again at {}: {}", job.id(), at, cause.message());
    }
  }

  /** A job whose process ended in the middle waits again, unless it may be what ends processes. */
  void recordInterrupted(ReconstructionJob job) {
    JobRecord record = ledger.job(job.id()).orElseThrow();
    if (record.cancelRequested()) {
      ledger.jobCancelled(job.claim());
      return;
    }
    int deaths = ledger.jobDied(job.claim(), MOST_DEATHS);
    LOG.warn(
        "job {}: its process ended in the middle of attempt {} ({} times in this job){}",
        job.id(),
        job.attempts(),
        deaths,
        deaths < MOST_DEATHS ? ": it waits again" : ": it is held for a person");
  }

  /** An attempt that an ordered stop cut off does not count. */
  void recordStopped(ReconstructionJob job) {
    try {
      ledger.jobStopped(job.claim());
      LOG.warn("job {}: interrupted by the stop; the next start takes it up again", job.id());
    } catch (RuntimeException e) {
      LOG.warn(
          "job {}: interrupted by the stop, which cannot be recorded: {}", job.id(), e.toString());
    }
  }

  private void fail(ReconstructionJob job, Failure failure) {
    ledger.jobFailed(job.claim(), failure, lastWords(job, failure));
    LOG.error("job {}: failed ({}): {}", job.id(), failure.kind(), failure.message());
  }

  /** Whatever goes wrong with them, the job has failed. */
  private List<RoutedResult> lastWords(ReconstructionJob job, Failure failure) {
    try {
      return runner.lastWords(job, failure);
    } catch (UncheckedIOException e) {
      throw e; // the ledger is away: the whole outcome is recorded later
    } catch (RuntimeException e) {
      LOG.error("job {}: a fault in its failure note", job.id(), e);
      return List.of();
    }
  }

  private record Outcome(ReconstructionJob job, StepResult result) {}
}
