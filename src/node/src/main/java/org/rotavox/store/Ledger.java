package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Claim;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;

/**
 * The record of everything that happened and the only place where a state changes.
 *
 * <p>Every method that changes something is one transaction; when it returns, the change survives a
 * power cut, unless it says otherwise. Any thread may call any method. Where the ledger's file can
 * no longer be read or written, every method throws {@link java.io.UncheckedIOException} with a
 * {@link StoreException} in it, and nothing was changed or promised.
 */
public final class Ledger {

  private static final int MOST_OPEN = 10_000;

  private final Transactions transactions;
  private final Clock clock;
  private final InstanceRows instances;
  private final RunRows runs;
  private final JobViews jobViews;
  private final JobRows jobs;
  private final JobOrders orders;
  private final DeliveryRows deliveries;
  private final Orders peoplesOrders;
  private final History history;
  private final Sending sending;
  private final Chores chores;
  private final Commitments commitments;
  private final JournalCursors cursors;
  private final RuleHistory rules;
  private final RunDecisions decisions;

  Ledger(Transactions transactions, Clock clock, Journal journal) {
    this.transactions = transactions;
    this.clock = clock;
    this.instances = new InstanceRows(journal);
    this.runs = new RunRows(journal, clock);
    this.jobViews = new JobViews();
    this.jobs = new JobRows(journal, clock, jobViews);
    this.orders = new JobOrders(journal, clock);
    this.deliveries = new DeliveryRows(journal, clock);
    this.peoplesOrders = new Orders(transactions, orders, runs, deliveries);
    this.sending = new Sending(transactions, clock, journal, deliveries);
    this.chores = new Chores(transactions, clock);
    this.cursors = new JournalCursors(transactions, journal);
    this.commitments = new Commitments(transactions, journal, clock);
    this.history = new History(transactions, journal, runs, jobViews);
    this.decisions = new RunDecisions(transactions, runs, instances, jobs, orders);
    this.rules = new RuleHistory(transactions, new RuleRows(journal, clock));
  }

  // ---- receive

  /**
   * Records an instance that lies durable in the spool, and finds or opens its run. After {@code
   * NEW} and {@code CONFLICT} the file belongs to the ledger; after {@code DUPLICATE} the caller
   * discards it. An instance whose file was lost counts as {@code NEW} when it comes again. The
   * count of a {@code DUPLICATE} is not forced to the disk; what it repeats is.
   *
   * @param copies what the receiver found out about contents that are known of the UID; where one
   *     is left out, the answer is {@code TO_COMPARE}
   */
  public Admitted recordInstance(ReceivedInstance instance, KnownCopies copies) {
    return transactions.durableUnless(
        handle -> instances.record(handle, instance, copies),
        admitted -> admitted == Admitted.DUPLICATE || admitted == Admitted.TO_COMPARE);
  }

  /** Returns the contents of a UID that lie in the spool, the first one first. */
  public List<KnownCopies.Copy> copiesOf(Uid sopInstance) {
    return transactions.read(handle -> instances.copiesOf(handle, sopInstance));
  }

  /** Returns true if the node itself made an instance with this UID, or this series. */
  public boolean isOwnResult(Uid sopInstance, Uid series) {
    return transactions.read(handle -> deliveries.isOwnResult(handle, sopInstance, series));
  }

  // ---- collect

  /** Returns the runs that collect instances, oldest first, at most 10,000. */
  public List<RunRecord> openRuns() {
    return runs(Set.of(RunState.OPEN), MOST_OPEN);
  }

  /** Returns the open runs that came from senders of this title, oldest first. */
  public List<RunRecord> openRunsOf(AeTitle calling) {
    return transactions.read(handle -> runs.openOf(handle, calling, MOST_OPEN));
  }

  /**
   * Returns the instances of a run in order of arrival. A run of late arrivals has those of its
   * earlier generations too: one can only reconstruct all of them together.
   */
  public List<StoredInstance> instancesOf(long runId) {
    return transactions.read(handle -> instances.ofRun(handle, runId));
  }

  /** Returns true if instances of patients that can be told apart came with this study UID. */
  public boolean hasTwoPatients(Uid study) {
    return transactions.read(handle -> instances.hasTwoPatients(handle, study));
  }

  /**
   * Closes an open run and makes its job, whose result UIDs are fixed from now on.
   *
   * @return the job; empty if instances came since the run was read: decide again
   */
  public OptionalLong closeRunWithJob(
      RunRecord run, SeriesFacts facts, Verdict.Reconstruct verdict, String ruleRevision) {
    return decisions.withJob(
        run, facts, verdict, RunDecisions.Grounds.ofRules(ruleRevision), false);
  }

  /**
   * Closes an open run that nobody wants.
   *
   * @return false if instances came since the run was read: decide again
   */
  public boolean closeRunIgnored(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Ignore verdict, String ruleRevision) {
    return decisions.ignored(run, facts, verdict, RunDecisions.Grounds.ofRules(ruleRevision));
  }

  /** As {@link #closeRunIgnored}, for a run about which a person decides. */
  public boolean closeRunHeld(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Hold verdict, String ruleRevision) {
    return decisions.held(run, facts, verdict, RunDecisions.Grounds.ofRules(ruleRevision));
  }

  /** How runs are closed with the evidence of their completeness. */
  public RunDecisions decisions() {
    return decisions;
  }

  // ---- schedule and pipeline

  /** Takes the next waiting job that needs no time window; see the other one. */
  public Optional<ReconstructionJob> claimNextJob(String owner, Instant now) {
    return claimNextJob(owner, now, Set.of());
  }

  /**
   * Takes the next waiting job: the most urgent, among them that of the source that was served
   * longest ago, among them the oldest. Empty if none may run now or the queue is paused.
   *
   * @param owner the process, as long as it lives
   * @param openWindows names of the time windows that are open now
   */
  public Optional<ReconstructionJob> claimNextJob(
      String owner, Instant now, Set<String> openWindows) {
    return transactions.durable(handle -> jobs.claim(handle, owner, now, openWindows));
  }

  /**
   * Records how far a running job is; call it at most about once a second. Not forced to the disk.
   *
   * @param stage what it does, in a word or two
   * @param percent 0 to 100
   * @return false if the job shall end before it is done
   */
  public boolean jobProgress(Claim claim, String stage, int percent) {
    return transactions.relaxed(handle -> orders.progress(handle, claim, stage, percent));
  }

  /**
   * Takes back what an earlier attempt has put into the outbox and what has not arrived: before
   * another attempt writes anew.
   *
   * @throws LostClaim if the claim holds no longer
   */
  public void withdrawResults(Claim claim) {
    transactions.change(
        handle -> {
          jobs.held(handle, claim);
          deliveries.withdraw(handle, claim.job());
        });
  }

  /**
   * Records that a running job is done and puts its result into the outbox.
   *
   * @param results what it made; the files are durable, see {@link Spool#forceResults}
   * @param destinations where each of them goes; none for a shadow job
   */
  public void jobDone(Claim claim, List<ResultInstance> results, List<String> destinations) {
    jobDone(claim, results.stream().map(result -> new RoutedResult(result, destinations)).toList());
  }

  /** As the other one, where not every destination gets everything. */
  public void jobDone(Claim claim, List<RoutedResult> results) {
    transactions.change(
        handle -> {
          jobs.end(handle, claim, JobState.DONE, Optional.empty(), clock.instant());
          deliveries.add(handle, claim.job(), results);
        });
  }

  /** Makes a running job wait for another attempt. */
  public void jobRetry(Claim claim, Instant at, Failure failure) {
    transactions.change(
        handle -> jobs.end(handle, claim, JobState.WAITING, Optional.of(failure), at));
  }

  /** Makes a running job wait again that an ordered stop cut off: the attempt does not count. */
  public void jobStopped(Claim claim) {
    transactions.change(handle -> jobs.cutOff(handle, claim, false, 0));
  }

  /**
   * Makes a job wait again in whose attempt the process died; where that happened too often, for a
   * person.
   *
   * @param mostDeaths with so many it is held
   * @return how often the process died in it
   */
  public int jobDied(Claim claim, int mostDeaths) {
    return transactions.durable(handle -> jobs.cutOff(handle, claim, true, mostDeaths));
  }

  /** Ends a running job for good. */
  public void jobFailed(Claim claim, Failure failure) {
    jobFailed(claim, failure, List.of());
  }

  /**
   * As the other one, for a job that leaves something to deliver: a page that says why.
   *
   * @param results the files are durable, see {@link Spool#forceResults}
   */
  public void jobFailed(Claim claim, Failure failure, List<RoutedResult> results) {
    transactions.change(
        handle -> {
          jobs.end(handle, claim, JobState.FAILED, Optional.of(failure), clock.instant());
          deliveries.add(handle, claim.job(), results);
        });
  }

  /** Ends a running job because somebody asked for it. */
  public void jobCancelled(Claim claim) {
    transactions.change(
        handle -> jobs.end(handle, claim, JobState.CANCELLED, Optional.empty(), clock.instant()));
  }

  /** Renews the lease of all jobs that this owner runs. Not forced to the disk. */
  public void heartbeat(String owner, Instant now) {
    transactions.relaxed(
        handle -> {
          orders.heartbeat(handle, owner, now);
          return true;
        });
  }

  /** Returns the running jobs of other owners whose last sign of life is older than this. */
  public List<ReconstructionJob> interruptedJobs(String liveOwner, Instant heartbeatBefore) {
    return transactions.read(handle -> jobViews.interrupted(handle, liveOwner, heartbeatBefore));
  }

  // ---- send

  /** Returns the outbox, as those see it who empty it. */
  public Sending sending() {
    return sending;
  }

  /** Returns what is asked of destinations after they have accepted. */
  public Commitments commitments() {
    return commitments;
  }

  // ---- watch

  /** Returns when things were last done that are done at regular times. */
  public Chores chores() {
    return chores;
  }

  /** Returns how far readers of the journal have come. */
  public JournalCursors cursors() {
    return cursors;
  }

  /** Returns what is asked for rarely. */
  public History history() {
    return history;
  }

  /** Returns which rules decided when, and about what. */
  public RuleHistory rules() {
    return rules;
  }

  /** Returns what people may order. */
  public Orders orders() {
    return peoplesOrders;
  }

  /** Returns where every received instance is, at one moment. */
  public Balance balance() {
    return transactions.snapshot(BalanceView::read);
  }

  /** Returns the newest jobs in these states, newest first. */
  public List<JobRecord> jobs(Set<JobState> states, int limit) {
    return transactions.read(handle -> jobViews.inStates(handle, states, limit));
  }

  /** Returns a job. */
  public Optional<JobRecord> job(long jobId) {
    return transactions.read(handle -> jobViews.byId(handle, jobId));
  }

  /** Returns runs in these states, oldest first. */
  public List<RunRecord> runs(Set<RunState> states, int limit) {
    return transactions.read(handle -> runs.inStates(handle, states, limit));
  }

  /** Returns a run. */
  public Optional<RunRecord> run(long runId) {
    return transactions.read(handle -> runs.byId(handle, runId));
  }

  /** Returns the deliveries of a job with what came back. */
  public List<DeliveryRecord> deliveriesOf(long jobId) {
    return transactions.read(handle -> deliveries.ofJob(handle, jobId));
  }
}
