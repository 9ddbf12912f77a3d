package org.rotavox.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's pulse: calls short pieces of work again and again, on at most four threads, no piece
 * twice at a time. A call that is missed because the last one took too long is left out. A piece
 * that throws is logged and called again at its next time.
 *
 * <p>Quartz with its store in memory: what has to be remembered is in the ledger.
 */
public final class Ticks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);
  private static final int THREADS = 4;

  private final Scheduler quartz;
  private final Map<JobKey, Runnable> work = new ConcurrentHashMap<>();

  /** Makes a pulse that does not beat yet. */
  public Ticks() {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "ticks-" + UUID.randomUUID());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.threadPool.threadNamePrefix", "tick");
    try {
      quartz = new StdSchedulerFactory(properties).getScheduler();
      quartz.setJobFactory((fired, scheduler) -> new Piece(work));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not accept its settings", e);
    }
  }

  /** Calls a piece of work at once and then at this interval. */
  public void every(String name, Duration interval, Runnable piece) {
    add(
        name,
        SimpleScheduleBuilder.simpleSchedule()
            .withIntervalInMilliseconds(interval.toMillis())
            .repeatForever()
            .withMisfireHandlingInstructionNextWithRemainingCount(),
        piece);
  }

  /** Calls a piece of work once, as soon as the pulse beats. */
  public void once(String name, Runnable piece) {
    add(name, SimpleScheduleBuilder.simpleSchedule(), piece);
  }

  /** Calls a piece of work at the times of a Quartz cron expression. */
  public void at(String name, String cronExpression, ZoneId zone, Runnable piece) {
    add(
        name,
        CronScheduleBuilder.cronSchedule(cronExpression)
            .inTimeZone(TimeZone.getTimeZone(zone))
            .withMisfireHandlingInstructionDoNothing(),
        piece);
  }

  private void add(String name, ScheduleBuilder<? extends Trigger> when, Runnable piece) {
    JobKey key = new JobKey(name);
    work.put(key, piece);
    try {
      quartz.scheduleJob(
          JobBuilder.newJob(Piece.class).withIdentity(key).build(),
          TriggerBuilder.newTrigger().withIdentity(name).withSchedule(when).startNow().build());
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot schedule " + name, e);
    }
  }

  /** Lets the pulse beat. */
  public void start() {
    try {
      quartz.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot start Quartz", e);
    }
  }

  /** Ends the pulse after the pieces that are being called now. */
  @Override
  public void close() {
    try {
      quartz.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("Quartz did not stop cleanly", e);
    }
  }

  /** One call of one piece of work. */
  @DisallowConcurrentExecution
  static final class Piece implements Job {

    private final Map<JobKey, Runnable> work;

    Piece(Map<JobKey, Runnable> work) {
      this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
      JobKey key = context.getJobDetail().getKey();
      Runnable piece = work.get(key);
      try {
        if (piece != null) {
          piece.run();
        }
      } catch (RuntimeException e) {
        LOG.error("{} failed; it is called again at its next time", key.getName(), e);
      }
    }
  }
}
