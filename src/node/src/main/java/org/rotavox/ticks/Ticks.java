package org.rotavox.ticks;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.rotavox.liveness.ClockWatch;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's pulse: calls short tasks periodically, on a few threads, no piece twice at a time. A
 * piece that throws, whatever it throws, is logged and called again at its next time.
 *
 * <p>What is done every few seconds hangs on a monotonic timer, and goes on whatever happens to the
 * wall clock. What has a wall-clock meaning is called by Quartz, whose triggers are set again when
 * the clock was set; its store is in memory: what has to be remembered is in the ledger.
 */
public final class Ticks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);
  private static final int THREADS = 6;
  private static final int THREADS_OF_QUARTZ = 2;
  private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(10);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final Vitals vitals;
  private final Pulse pulse;
  private final Scheduler quartz;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<JobKey, Runnable> work = new ConcurrentHashMap<>();
  private final List<Runnable> whenClockIsSet = new CopyOnWriteArrayList<>();
  private final List<Runnable> untilStart = new ArrayList<>();
  private boolean started;

  /**
   * Makes a pulse that does not beat yet.
   *
   * @param clock the wall clock, to notice when it is set
   */
  public Ticks(Vitals vitals, Clock clock) {
    this(vitals, clock, LOOK_AT_CLOCK);
  }

  Ticks(Vitals vitals, Clock clock, Duration lookAtClock) {
    this.vitals = vitals;
    this.pulse = vitals.watch(VitalPart.TICKS, "tick");
    this.timer = new ScheduledThreadPoolExecutor(THREADS, DaemonThreads.named("tick"));
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "ticks-" + UUID.randomUUID());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty(
        "org.quartz.threadPool.threadCount", Integer.toString(THREADS_OF_QUARTZ));
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.threadPool.threadNamePrefix", "chore");
    try {
      quartz = new StdSchedulerFactory(properties).getScheduler();
      quartz.setJobFactory((fired, scheduler) -> new Piece(work, pulse));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not accept its settings", e);
    }
    every("clock", lookAtClock, new ClockWatch(clock, this::clockWasSet)::look);
  }

  /** Calls a piece of work at once and then with this interval between calls. */
  public void every(String name, Duration interval, Runnable piece) {
    repeat(name, interval, piece, pulse);
  }

  /** The same for a piece that is a vital part by itself, and is watched as such. */
  public void every(VitalPart part, Duration interval, Runnable piece) {
    repeat(part.words(), interval, piece, vitals.watch(part, "tick"));
  }

  /**
   * @param watched whose round each call is
   */
  private void repeat(String name, Duration interval, Runnable piece, Pulse watched) {
    Runnable round = () -> watched.round(name, piece); // which throws nothing
    whenStarted(
        () -> {
          Future<?> unused =
              timer.scheduleWithFixedDelay(round, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        });
  }

  /** Calls a piece of work once, at the start of the pulse. */
  public void once(String name, Runnable piece) {
    whenStarted(() -> timer.execute(() -> pulse.round(name, piece)));
  }

  private synchronized void whenStarted(Runnable schedule) {
    if (started) {
      schedule.run();
    } else {
      untilStart.add(schedule);
    }
  }

  /** Calls a piece of work at the times of a Quartz cron expression. */
  public void at(String name, String cronExpression, ZoneId zone, Runnable piece) {
    JobKey key = new JobKey(name);
    work.put(key, piece);
    try {
      quartz.scheduleJob(
          JobBuilder.newJob(Piece.class).withIdentity(key).build(),
          trigger(new TriggerKey(name), cronExpression, TimeZone.getTimeZone(zone)));
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot schedule " + name, e);
    }
  }

  private static CronTrigger trigger(TriggerKey key, String cronExpression, TimeZone zone) {
    return TriggerBuilder.newTrigger()
        .withIdentity(key)
        .withSchedule(
            CronScheduleBuilder.cronSchedule(cronExpression)
                .inTimeZone(zone)
                .withMisfireHandlingInstructionDoNothing())
        .startNow()
        .build();
  }

  /** Calls a piece of work after each time that the clock was set by more than a minute. */
  public void whenClockIsSet(Runnable piece) {
    whenClockIsSet.add(piece);
  }

  /** Quartz sleeps until the next time as the clock was before; a new trigger wakes it. */
  private void clockWasSet() {
    whenClockIsSet.forEach(piece -> pulse.round("what follows a clock that was set", piece));
    for (JobKey key : work.keySet()) {
      TriggerKey triggerKey = new TriggerKey(key.getName());
      try {
        if (quartz.getTrigger(triggerKey) instanceof CronTrigger old) {
          quartz.rescheduleJob(
              triggerKey, trigger(triggerKey, old.getCronExpression(), old.getTimeZone()));
        }
      } catch (SchedulerException e) {
        LOG.error("{} is not called at its times: it cannot be scheduled again", key.getName(), e);
      }
    }
  }

  /** Lets the pulse beat. */
  public synchronized void start() {
    try {
      quartz.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot start Quartz", e);
    }
    started = true;
    untilStart.forEach(Runnable::run);
    untilStart.clear();
  }

  /** Ends the pulse; pieces that are being called now get some seconds to end. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      quartz.shutdown(false);
      if (!timer.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a periodic task does not end; the stop continues");
      }
    } catch (SchedulerException e) {
      LOG.warn("Quartz did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pulse.end();
  }

  /** One call of one piece of work. */
  @DisallowConcurrentExecution
  static final class Piece implements Job {

    private final Map<JobKey, Runnable> work;
    private final Pulse pulse;

    Piece(Map<JobKey, Runnable> work, Pulse pulse) {
      this.work = work;
      this.pulse = pulse;
    }

    @Override
    public void execute(JobExecutionContext context) {
      JobKey key = context.getJobDetail().getKey();
      Runnable piece = work.get(key);
      if (piece != null) {
        pulse.round(key.getName(), piece);
      }
    }
  }
}
