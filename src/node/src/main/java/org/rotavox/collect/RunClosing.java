package org.rotavox.collect;

import java.util.Optional;
import java.util.OptionalLong;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunDecisions;
import org.rotavox.store.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was decided of a run, and says it in the log. */
final class RunClosing {

  private static final Logger LOG = LoggerFactory.getLogger(RunClosing.class);

  private final Ledger ledger;
  private final CollectSettings settings;

  RunClosing(Ledger ledger, CollectSettings settings) {
    this.ledger = ledger;
    this.settings = settings;
  }

  /** Turns an order into a hold where a person has to look first; nothing else is changed. */
  Verdict guarded(RunRecord run, Verdict verdict) {
    if (verdict instanceof Verdict.Hold hold && run.conflict()) {
      return new Verdict.Hold(
          hold.ruleName(),
          "its SOP Instance UID came before with other content; " + hold.explanation());
    }
    if (!(verdict instanceof Verdict.Reconstruct order) || run.released()) {
      return verdict;
    }
    if (run.conflict()) {
      return hold(order, "its SOP Instance UID came before with other content");
    }
    if (run.generation() > 0 && settings.lateArrivals() == LateArrivals.HOLD) {
      return hold(
          order, run.instances() + " instances came after a job for the run had begun or ended");
    }
    if (ledger.hasTwoPatients(run.study())) {
      return hold(order, "instances of two patients came under its Study Instance UID");
    }
    return order;
  }

  void close(
      RunRecord run,
      Completeness complete,
      Optional<FactsSource.Read> read,
      Verdict verdict,
      String ruleRevision) {
    Optional<SeriesFacts> facts = read.map(FactsSource.Read::facts);
    if (complete.missing() > 0) {
      LOG.warn("run {} from {}: {}", run.id(), run.calling(), complete.evidence());
    }
    RunDecisions.Grounds grounds =
        new RunDecisions.Grounds(
            complete.evidence(), ruleRevision, read.map(FactsSource.Read::reading).orElse(""));
    if (verdict instanceof Verdict.Reconstruct order) {
      boolean supersedes = settings.lateArrivals() == LateArrivals.SUPERSEDE;
      OptionalLong job =
          ledger.decisions().withJob(run, facts.orElseThrow(), order, grounds, supersedes);
      if (job.isPresent()) {
        LOG.info(
            "run {} ({} instances from {}): job {}, protocol {}, {} priority{}: {}",
            run.id(),
            run.instances(),
            run.calling(),
            job.getAsLong(),
            order.protocol(),
            order.priority(),
            order.timeWindow().isEmpty() ? "" : ", window " + order.timeWindow(),
            order.explanation());
      }
    } else if (verdict instanceof Verdict.Ignore ignore) {
      if (ledger.decisions().ignored(run, facts, ignore, grounds)) {
        LOG.info(
            "run {} ({} instances from {}): ignored: {}",
            run.id(),
            run.instances(),
            run.calling(),
            ignore.explanation());
      }
    } else if (verdict instanceof Verdict.Hold hold) {
      if (ledger.decisions().held(run, facts, hold, grounds)) {
        LOG.warn(
            "run {} ({} instances from {}) waits for a person: {}",
            run.id(),
            run.instances(),
            run.calling(),
            hold.explanation());
      }
    }
  }

  static Verdict.Ignore ignore(String reason) {
    return new Verdict.Ignore("", reason);
  }

  static Verdict.Hold hold(String reason) {
    return new Verdict.Hold("", reason);
  }

  private static Verdict.Hold hold(Verdict.Reconstruct order, String reason) {
    return new Verdict.Hold(order.ruleName(), reason + "; without that: " + order.explanation());
  }
}
