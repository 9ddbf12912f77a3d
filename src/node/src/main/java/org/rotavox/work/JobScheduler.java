package org.rotavox.work;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rotavox.liveness.VitalPart;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.store.Ledger;
import org.rotavox.store.LostClaim;
import org.rotavox.support.DaemonThreads;
import org.rotavox.ticks.Ticks;
import org.rotavox.ticks.TimeWindows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes waiting jobs inside their time windows while slots are free, runs them, and records how
 * each attempt ended. A job that runs when its window closes finishes.
 *
 * <p>A job belongs to the process that claimed it as long as that process gives signs of life; what
 * a dead process left running waits again at the next start. Since the identity of its result was
 * fixed when the job was made, another attempt cannot make a second series.
 */
public final class JobScheduler {

  /** How often the owner of running jobs gives a sign of life. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** After this long without a sign of life the jobs of another owner count as left behind. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration LEDGER_PAUSE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
  private static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Ledger ledger;
  private final ScheduleSettings settings;
  private final JobRunner runner;
  private final Clock clock;
  private final Executor workers;
  private final @Nullable ExecutorService ownWorkers;
  private final TimeWindows windows;
  private final JobOutcomes outcomes;
  private final Semaphore freeSlots;
  private final Map<Long, ReconstructionJob> running = new ConcurrentHashMap<>();
  private final String owner =
      ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
  private volatile boolean stopping;

  /** Makes a scheduler with a thread for each slot; it does nothing until it is started. */
  public JobScheduler(Ledger ledger, ScheduleSettings settings, JobRunner runner, Clock clock) {
    this(ledger, settings, runner, clock, newWorkers(settings.slots()));
  }

  private JobScheduler(
      Ledger ledger,
      ScheduleSettings settings,
      JobRunner runner,
      Clock clock,
      ExecutorService ownWorkers) {
    this(ledger, settings, runner, clock, ownWorkers, ownWorkers);
  }

  /** Makes a scheduler that runs its jobs on the given threads. */
  JobScheduler(
      Ledger ledger, ScheduleSettings settings, JobRunner runner, Clock clock, Executor workers) {
    this(ledger, settings, runner, clock, workers, null);
  }

  private JobScheduler(
      Ledger ledger,
      ScheduleSettings settings,
      JobRunner runner,
      Clock clock,
      Executor workers,
      @Nullable ExecutorService ownWorkers) {
    this.ledger = ledger;
    this.settings = settings;
    this.runner = runner;
    this.clock = clock;
    this.workers = workers;
    this.ownWorkers = ownWorkers;
    this.windows = new TimeWindows(settings.windows(), settings.timeZone());
    this.outcomes = new JobOutcomes(ledger, settings, runner, clock);
    this.freeSlots = new Semaphore(settings.slots());
  }

  private static ExecutorService newWorkers(int slots) {
    return Executors.newFixedThreadPool(slots, DaemonThreads.named("job"));
  }

  /**
   * Recovers what an earlier process left running, then lets the pulse look for work. The data
   * folder is this process's alone, so that every other owner is dead.
   */
  public void start(Ticks ticks) {
    recover(FOREVER);
    ticks.every(VitalPart.CLAIM, settings.tick(), this::tick);
    ticks.every("heartbeat", HEARTBEAT, this::heartbeat);
  }

  /** Claims jobs as long as slots are free and jobs may run. */
  void tick() {
    outcomes.recordPostponed();
    while (!stopping && freeSlots.tryAcquire()) {
      boolean handedOver = false;
      try {
        handedOver = claimAndHandOver();
      } finally {
        if (!handedOver) {
          freeSlots.release();
        }
      }
      if (!handedOver) {
        return;
      }
    }
  }

  private boolean claimAndHandOver() {
    Instant now = clock.instant();
    Optional<ReconstructionJob> job = ledger.claimNextJob(owner, now, windows.openAt(now));
    job.ifPresent(this::handOver);
    return job.isPresent();
  }

  private void handOver(ReconstructionJob claimed) {
    try {
      workers.execute(
          () -> {
            try {
              run(claimed);
            } finally {
              freeSlots.release();
            }
          });
    } catch (RejectedExecutionException | Error e) { // no thread can be started now
      outcomes.recordStopped(claimed);
      throw e;
    }
  }

  private void run(ReconstructionJob job) {
    LOG.info("job {}: attempt {}, protocol {}", job.id(), job.attempts(), job.protocol());
    running.put(job.id(), job);
    StepResult result = attempt(job);
    if (running.remove(job.id()) != null) { // else the stop has recorded it as cut off
      outcomes.record(job, result);
    }
  }

  /** Runs the job; whatever it throws becomes a value, so that the slot lives on. */
  private StepResult attempt(ReconstructionJob job) {
    try {
      return runner.run(job);
    } catch (LostClaim e) {
      LOG.warn("job {}: {}", job.id(), e.getMessage());
      return new StepResult.RetryAfter(
          Duration.ZERO,
          new Failure(Failure.Kind.TRANSIENT, "another attempt has taken the job up"));
    } catch (OutOfMemoryError e) {
      LOG.error("job {}: out of memory", job.id(), e);
      return new StepResult.RetryAfter(
          Duration.ZERO,
          new Failure(
              Failure.Kind.RESOURCE,
              "the Java heap is too small for this job: give the node more memory, or its protocol"
                  + " a smaller volume"));
    } catch (UncheckedIOException e) {
      LOG.warn("job {}: ledger or spool failed: {}", job.id(), e.getMessage());
      return new StepResult.RetryAfter(
          LEDGER_PAUSE,
          new Failure(
              Failure.Kind.RESOURCE, "the ledger or the spool could not be read or written"));
    } catch (RuntimeException | Error e) {
      if (running.containsKey(job.id())) { // else the stop has cut it off
        LOG.error("job {}: a fault of the software", job.id(), e);
      }
      return new StepResult.Failed(
          new Failure(
              Failure.Kind.BUG,
              "a fault of the software (" + e.getClass().getSimpleName() + "), see the log"));
    }
  }

  void heartbeat() {
    Instant now = clock.instant();
    ledger.heartbeat(owner, now);
    recover(now.minus(LEASE));
  }

  private void recover(Instant heartbeatBefore) {
    for (ReconstructionJob job : ledger.interruptedJobs(owner, heartbeatBefore)) {
      try {
        outcomes.recordInterrupted(job);
      } catch (RuntimeException e) {
        LOG.error("job {}: it cannot be taken up again now", job.id(), e);
      }
    }
  }

  /** Claims nothing any more. */
  public void stopClaiming() {
    stopping = true;
  }

  /**
   * Claims nothing any more and waits for the jobs that run. What still runs after the longest wait
   * is left to the next start, and the attempt does not count.
   *
   * @return true if nothing runs any more
   */
  public boolean stop(Duration longest) {
    stopping = true;
    boolean idle = false;
    try {
      idle = freeSlots.tryAcquire(settings.slots(), longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Long id : List.copyOf(running.keySet())) {
      ReconstructionJob job = running.remove(id);
      if (job != null) {
        outcomes.recordStopped(job);
      }
    }
    if (idle) {
      freeSlots.release(settings.slots());
      outcomes.recordPostponed();
    }
    if (ownWorkers != null) {
      ownWorkers.shutdown();
    }
    return idle;
  }
}
