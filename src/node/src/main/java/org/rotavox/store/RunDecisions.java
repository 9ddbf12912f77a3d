package org.rotavox.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rotavox.dicom.Uid;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * How an open run is closed: each way is one transaction that writes down why the run counted as
 * complete, what was decided, and by which rules. None of them changes anything if instances came
 * since the run was read: then it is decided again.
 */
public final class RunDecisions {

  private final Transactions transactions;
  private final RunRows runs;
  private final InstanceRows instances;
  private final JobRows jobs;
  private final JobOrders orders;

  RunDecisions(
      Transactions transactions,
      RunRows runs,
      InstanceRows instances,
      JobRows jobs,
      JobOrders orders) {
    this.transactions = transactions;
    this.runs = runs;
    this.instances = instances;
    this.jobs = jobs;
    this.orders = orders;
  }

  /**
   * What stands behind a decision.
   *
   * @param completeness why the run counted as complete, in words; empty = nobody asked
   * @param ruleRevision digest of the rules that decided; empty = none were asked
   * @param reading what is kept of the run's frames for its reconstruction; empty = nothing
   */
  public record Grounds(String completeness, String ruleRevision, String reading) {

    /** Returns grounds of which only the rules are known. */
    static Grounds ofRules(String ruleRevision) {
      return new Grounds("", ruleRevision, "");
    }
  }

  /** Returns how many instances of a series are in its runs, conflicting copies left out. */
  public int instancesOfSeries(Uid series) {
    return transactions.read(handle -> runs.instancesOfSeries(handle, series));
  }

  /**
   * As {@link Ledger#closeRunWithJob}.
   *
   * @param supersedes whether the jobs of earlier generations of the run end with it
   */
  public OptionalLong withJob(
      RunRecord run,
      SeriesFacts facts,
      Verdict.Reconstruct verdict,
      Grounds grounds,
      boolean supersedes) {
    RunRows.Decision decision =
        decision(Optional.of(facts), verdict.ruleName(), verdict.explanation(), grounds);
    return transactions.durable(
        handle -> {
          if (!runs.close(handle, run, RunState.JOB, decision)) {
            return OptionalLong.empty();
          }
          List<StoredInstance> sources = instances.ofRun(handle, run.id());
          long job = jobs.create(handle, run, sources, verdict, grounds.ruleRevision());
          runs.setJob(handle, run.id(), job);
          if (supersedes) {
            orders.supersede(handle, run, job);
          }
          return OptionalLong.of(job);
        });
  }

  /** As {@link Ledger#closeRunIgnored}. */
  public boolean ignored(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Ignore verdict, Grounds grounds) {
    return close(
        run, RunState.IGNORED, decision(facts, verdict.ruleName(), verdict.explanation(), grounds));
  }

  /** As {@link Ledger#closeRunHeld}. */
  public boolean held(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Hold verdict, Grounds grounds) {
    return close(
        run, RunState.HELD, decision(facts, verdict.ruleName(), verdict.explanation(), grounds));
  }

  private boolean close(RunRecord run, RunState state, RunRows.Decision decision) {
    return transactions.durable(handle -> runs.close(handle, run, state, decision));
  }

  private static RunRows.Decision decision(
      Optional<SeriesFacts> facts, String rule, String reason, Grounds grounds) {
    return new RunRows.Decision(
        facts, rule, grounds.ruleRevision(), reason, grounds.completeness(), grounds.reading());
  }
}
