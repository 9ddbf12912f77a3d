package org.rotavox.desk;

import static org.rotavox.desk.Role.ADMINISTRATOR;
import static org.rotavox.desk.Role.OPERATOR;
import static org.rotavox.desk.Role.VIEWER;

import java.time.Duration;
import java.util.List;
import org.rotavox.collect.RulesState;
import org.rotavox.store.RuleActivation;

/**
 * Everything that a person or a program may ask of a node or order from it. The command line, the
 * control socket and whatever comes after them speak in these records.
 */
public final class Desk {

  /** Copying a ledger of years takes a while. */
  private static final Duration TIME_FOR_BACKUP = Duration.ofHours(1);

  /** Years of runs take a while. */
  private static final Duration TIME_FOR_RUNS = Duration.ofMinutes(30);

  /** State of the node. */
  public static final Operation<Nothing, NodeStatus> STATUS =
      Operation.one("status", "state of the node", VIEWER, Nothing.class, NodeStatus.class);

  /** What can be asked. */
  public static final Operation<Nothing, Operations.Description> OPERATIONS =
      Operation.list(
          "operations",
          "operations of this node",
          VIEWER,
          Nothing.class,
          Operations.Description.class);

  /** Copies the ledger. */
  public static final Operation<BackupFile, BackupFile> BACKUP =
      Operation.one(
              "backup",
              "copies the ledger; file",
              ADMINISTRATOR,
              BackupFile.class,
              BackupFile.class)
          .within(TIME_FOR_BACKUP);

  /** Lists jobs. */
  public static final Operation<Filter, JobLine> JOBS_LIST =
      Operation.list(
          "jobs.list", "jobs, newest first; states, limit", VIEWER, Filter.class, JobLine.class);

  /** Shows a job. */
  public static final Operation<JobNumber, JobInFull> JOBS_SHOW =
      Operation.one(
          "jobs.show", "everything about a job; job", VIEWER, JobNumber.class, JobInFull.class);

  /** Lists runs. */
  public static final Operation<Filter, RunLine> RUNS_LIST =
      Operation.list(
          "runs.list", "runs, oldest first; states, limit", VIEWER, Filter.class, RunLine.class);

  /** Pauses a job. */
  public static final Operation<JobNumber, OrderAnswer> JOB_PAUSE =
      ofJob("job.pause", "keeps a waiting job from being claimed; job");

  /** Resumes a job. */
  public static final Operation<JobNumber, OrderAnswer> JOB_RESUME =
      ofJob("job.resume", "makes a paused job wait again; job");

  /** Cancels a job. */
  public static final Operation<JobNumber, OrderAnswer> JOB_CANCEL =
      ofJob("job.cancel", "ends a job that is not done; job");

  /** Retries a job. */
  public static final Operation<JobNumber, OrderAnswer> JOB_RETRY =
      ofJob("job.retry", "tries a failed job or its failed deliveries again; job");

  /** Makes a job more urgent. */
  public static final Operation<Urgency, OrderAnswer> JOB_RAISE =
      Operation.one(
          "job.raise",
          "makes a job more urgent; job, priority",
          OPERATOR,
          Urgency.class,
          OrderAnswer.class);

  /** Takes note of a failure. */
  public static final Operation<JobNumber, OrderAnswer> JOB_ACKNOWLEDGE =
      ofJob("job.acknowledge", "allows the files of a failed job to be removed; job");

  /** Decides a run again. */
  public static final Operation<RunNumber, OrderAnswer> RUN_RELEASE =
      ofRun("run.release", "decides a held or ignored run again; run");

  /** Ignores a run. */
  public static final Operation<RunNumber, OrderAnswer> RUN_IGNORE =
      ofRun("run.ignore", "ignores a held run; run");

  /** Pauses the queue. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_PAUSE =
      ofQueue("queue.pause", "claims no more jobs");

  /** Opens the queue. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_RESUME =
      ofQueue("queue.resume", "claims jobs again");

  /** Cancels all. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_CANCEL =
      ofQueue("queue.cancel", "cancels all that do not run");

  /** Retries all. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_RETRY =
      ofQueue("queue.retry", "retries all failed jobs");

  /** Raises all. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_RAISE =
      ofQueue("queue.raise", "makes all waiting jobs more urgent");

  /** Releases all. */
  public static final Operation<Nothing, OrderAnswer> QUEUE_RELEASE =
      ofQueue("queue.release", "decides all held runs again");

  /** Which rules decide. */
  public static final Operation<Nothing, RulesState> RULES_STATUS =
      Operation.one(
          "rules.status",
          "the rules in force, and the faults of their file",
          VIEWER,
          Nothing.class,
          RulesState.class);

  /** Reads the rules. */
  public static final Operation<Nothing, Reloaded> RULES_RELOAD =
      Operation.one(
          "rules.reload",
          "reads the file of the rules now",
          ADMINISTRATOR,
          Nothing.class,
          Reloaded.class);

  /** Which rules decided. */
  public static final Operation<HistoryLength, RuleActivation> RULES_HISTORY =
      Operation.list(
          "rules.history",
          "revisions of the rules that were in force, newest first; limit",
          VIEWER,
          HistoryLength.class,
          RuleActivation.class);

  /** What rules said. */
  public static final Operation<Revision, RuleOperations.Text> RULES_TEXT =
      Operation.one(
          "rules.text",
          "text of the rules; revision, or the latest",
          VIEWER,
          Revision.class,
          RuleOperations.Text.class);

  /** Brings rules back. */
  public static final Operation<Revision, RuleOperations.RolledBack> RULES_ROLLBACK =
      Operation.one(
          "rules.rollback",
          "restores earlier rules; revision",
          ADMINISTRATOR,
          Revision.class,
          RuleOperations.RolledBack.class);

  /** Runs of the past. */
  public static final Operation<PastRuns, PastRun> RULES_RUNS =
      Operation.many(
              "rules.runs",
              "runs with facts; series, or since",
              VIEWER,
              PastRuns.class,
              PastRun.class)
          .within(TIME_FOR_RUNS);

  /** All of them, in the order in which they are documented. */
  public static final List<Operation<?, ?>> ALL =
      List.of(
          STATUS,
          OPERATIONS,
          BACKUP,
          JOBS_LIST,
          JOBS_SHOW,
          RUNS_LIST,
          JOB_PAUSE,
          JOB_RESUME,
          JOB_CANCEL,
          JOB_RETRY,
          JOB_RAISE,
          JOB_ACKNOWLEDGE,
          RUN_RELEASE,
          RUN_IGNORE,
          QUEUE_PAUSE,
          QUEUE_RESUME,
          QUEUE_CANCEL,
          QUEUE_RETRY,
          QUEUE_RAISE,
          QUEUE_RELEASE,
          RULES_STATUS,
          RULES_RELOAD,
          RULES_HISTORY,
          RULES_TEXT,
          RULES_ROLLBACK,
          RULES_RUNS);

  private Desk() {}

  private static Operation<JobNumber, OrderAnswer> ofJob(String name, String meaning) {
    return Operation.one(name, meaning, OPERATOR, JobNumber.class, OrderAnswer.class);
  }

  private static Operation<RunNumber, OrderAnswer> ofRun(String name, String meaning) {
    return Operation.one(name, meaning, OPERATOR, RunNumber.class, OrderAnswer.class);
  }

  private static Operation<Nothing, OrderAnswer> ofQueue(String name, String meaning) {
    return Operation.one(name, meaning, OPERATOR, Nothing.class, OrderAnswer.class);
  }
}
