package org.rotavox.desk;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.rotavox.model.JobState;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunState;

/** Answers what is asked and ordered about jobs and runs; see {@link JobOperations}. */
public final class JobRequests {

  private final Ledger ledger;
  private final JobOperations jobs;
  private final JobAnswers answers;

  private JobRequests(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.jobs = new JobOperations(ledger);
    this.answers = new JobAnswers(ledger, clock);
  }

  /** Adds them. */
  public static void addTo(Operations operations, Ledger ledger, Clock clock) {
    JobRequests requests = new JobRequests(ledger, clock);
    operations
        .addList(Desk.JOBS_LIST, requests::list)
        .add(Desk.JOBS_SHOW, requests::show)
        .addList(Desk.RUNS_LIST, requests::runs);
    requests.addOrders(operations);
  }

  private void addOrders(Operations operations) {
    Set<JobState> waiting = EnumSet.of(JobState.WAITING);
    Set<JobState> failed = EnumSet.of(JobState.FAILED);
    Set<JobState> notBegun = EnumSet.of(JobState.WAITING, JobState.HELD);
    operations
        .add(Desk.JOB_PAUSE, one(jobs::pause))
        .add(Desk.JOB_RESUME, one(jobs::resume))
        .add(Desk.JOB_CANCEL, one(jobs::cancel))
        .add(Desk.JOB_RETRY, one(jobs::retry))
        .add(Desk.JOB_RAISE, this::raise)
        .add(Desk.JOB_ACKNOWLEDGE, one(jobs::acknowledge))
        .add(Desk.RUN_RELEASE, run(jobs::releaseRun))
        .add(Desk.RUN_IGNORE, run(jobs::ignoreRun))
        .add(Desk.QUEUE_PAUSE, nothing -> answer(jobs.pauseQueue()))
        .add(Desk.QUEUE_RESUME, nothing -> answer(jobs.resumeQueue()))
        .add(Desk.QUEUE_CANCEL, all(notBegun, jobs::cancel))
        .add(Desk.QUEUE_RETRY, all(failed, jobs::retry))
        .add(Desk.QUEUE_RAISE, all(waiting, jobs::raise))
        .add(Desk.QUEUE_RELEASE, nothing -> answer(jobs.releaseAllRuns()));
  }

  private List<JobLine> list(Filter filter) throws Refusal {
    return ledger.jobs(filter.states(JobState.class), filter.most()).stream()
        .map(answers::line)
        .toList();
  }

  private JobInFull show(JobNumber wanted) throws Refusal {
    return answers.full(
        ledger.job(wanted.job()).orElseThrow(() -> new Refusal("there is no job " + wanted.job())));
  }

  private List<RunLine> runs(Filter filter) throws Refusal {
    return ledger.runs(filter.states(RunState.class), filter.most()).stream()
        .map(JobAnswers::run)
        .toList();
  }

  private OrderAnswer raise(Urgency wanted) throws Refusal {
    return answer(
        wanted.priority().isEmpty()
            ? jobs.raise(wanted.job())
            : jobs.prioritise(wanted.job(), wanted.priority().get()));
  }

  private static Operations.Answerer<JobNumber, OrderAnswer> one(
      LongFunction<JobOperations.Answer> order) {
    return wanted -> answer(order.apply(wanted.job()));
  }

  private static Operations.Answerer<RunNumber, OrderAnswer> run(
      LongFunction<JobOperations.Answer> order) {
    return wanted -> answer(order.apply(wanted.run()));
  }

  private Operations.Answerer<Nothing, OrderAnswer> all(
      Set<JobState> states, LongFunction<JobOperations.Answer> order) {
    return nothing -> answer(jobs.forAll(states, order));
  }

  private static OrderAnswer answer(JobOperations.Answer answer) throws Refusal {
    if (!answer.accepted()) {
      throw new Refusal(answer.message());
    }
    return new OrderAnswer(answer.message());
  }
}
