package org.rotavox.desk;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunState;

/** {@link JobOperations} and the views of jobs and runs, as operations that have a name. */
public final class JobRequests {

  private static final int USUAL_LIST = 50;
  private static final int MAX_LIST = 10_000;

  private final Ledger ledger;
  private final JobOperations jobs;
  private final JobJson json;

  private JobRequests(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.jobs = new JobOperations(ledger);
    this.json = new JobJson(ledger, clock);
  }

  /** Adds them. */
  public static void addTo(Operations operations, Ledger ledger, Clock clock) {
    JobRequests requests = new JobRequests(ledger, clock);
    operations
        .add("jobs.list", "jobs, newest first; states, limit", requests::list)
        .add("jobs.show", "everything about a job", requests::show)
        .add("runs.list", "runs, oldest first; states, limit", requests::runs);
    requests.addOrders(operations);
  }

  private void addOrders(Operations operations) {
    Set<JobState> waiting = EnumSet.of(JobState.WAITING);
    Set<JobState> notBegun = EnumSet.of(JobState.WAITING, JobState.HELD);
    operations
        .add("job.pause", "keeps a waiting job from being claimed", one(jobs::pause))
        .add("job.resume", "makes a paused job wait again", one(jobs::resume))
        .add("job.cancel", "ends a job that is not done", one(jobs::cancel))
        .add("job.retry", "tries a failed job or its failed deliveries again", one(jobs::retry))
        .add("job.raise", "makes a job more urgent; priority", this::raise)
        .add(
            "job.acknowledge",
            "allows the files of a failed job to be removed",
            one(jobs::acknowledge))
        .add("run.release", "decides a held or ignored run again", run(jobs::releaseRun))
        .add("run.ignore", "decides that nothing becomes of a held run", run(jobs::ignoreRun))
        .add("queue.pause", "claims no more jobs", arguments -> answer(jobs.pauseQueue()))
        .add("queue.resume", "claims jobs again", arguments -> answer(jobs.resumeQueue()))
        .add("queue.cancel", "cancels all that do not run", all(notBegun, jobs::cancel))
        .add(
            "queue.retry", "retries all failed jobs", all(EnumSet.of(JobState.FAILED), jobs::retry))
        .add("queue.raise", "makes all waiting jobs more urgent", all(waiting, jobs::raise))
        .add("queue.release", "decides all held runs again", a -> answer(jobs.releaseAllRuns()));
  }

  private Object list(Arguments arguments) throws Refusal {
    Set<JobState> states = states(arguments, JobState.class);
    return ledger.jobs(states, arguments.number("limit", USUAL_LIST, 1, MAX_LIST)).stream()
        .map(json::brief)
        .toList();
  }

  private Object show(Arguments arguments) throws Refusal {
    long id = arguments.number("job");
    return json.full(ledger.job(id).orElseThrow(() -> new Refusal("there is no job " + id)));
  }

  private Object runs(Arguments arguments) throws Refusal {
    Set<RunState> states = states(arguments, RunState.class);
    return ledger.runs(states, arguments.number("limit", USUAL_LIST, 1, MAX_LIST)).stream()
        .map(JobJson::run)
        .toList();
  }

  private Object raise(Arguments arguments) throws Refusal {
    long job = arguments.number("job");
    return answer(
        arguments.optionalText("priority").isEmpty()
            ? jobs.raise(job)
            : jobs.prioritise(job, arguments.choice("priority", Verdict.Priority.class)));
  }

  /** Reads a list of names, parted by commas; all of them if it is left out. */
  private static <E extends Enum<E>> Set<E> states(Arguments arguments, Class<E> names)
      throws Refusal {
    Set<E> states = EnumSet.noneOf(names);
    for (String name : arguments.optionalText("states").map(s -> s.split(",")).orElse(ALL)) {
      states.add(Arguments.of(Map.of("states", name.strip())).choice("states", names));
    }
    return states.isEmpty() ? EnumSet.allOf(names) : states;
  }

  private static final String[] ALL = {};

  private static Operations.Question one(LongFunction<JobOperations.Answer> order) {
    return arguments -> answer(order.apply(arguments.number("job")));
  }

  private static Operations.Question run(LongFunction<JobOperations.Answer> order) {
    return arguments -> answer(order.apply(arguments.number("run")));
  }

  private Operations.Question all(Set<JobState> states, LongFunction<JobOperations.Answer> order) {
    return arguments -> answer(jobs.forAll(states, order));
  }

  private static Object answer(JobOperations.Answer answer) throws Refusal {
    if (!answer.accepted()) {
      throw new Refusal(answer.message());
    }
    return Map.of("message", answer.message());
  }
}
