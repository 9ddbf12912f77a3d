package org.rotavox.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunDecisions;
import org.rotavox.store.RunRecord;
import org.rotavox.store.Spool;
import org.rotavox.store.StoredInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a run is complete and what becomes of it.
 *
 * <p>Evidence of completeness, which is written down with the decision: see {@link Completeness}.
 * The end of an association says nothing about single frames: suites open one for each image.
 *
 * <p>A clock that jumps, in either direction, may close a run early; what comes then is a late
 * arrival. It can never keep a run open for good.
 *
 * <p>Late arrivals: while nothing was made of the run yet, the ledger reopens it and it is decided
 * again on all instances. After a job began, they form the next generation of the run; where the
 * rules want a volume of it, the settings say whether it is held until a person decides (the
 * default), reconstructed as one more series, or supersedes the earlier job.
 */
public final class SeriesCollector {

  private static final Logger LOG = LoggerFactory.getLogger(SeriesCollector.class);
  private static final String OWN_EQUIPMENT = "Rotavox";

  private final Ledger ledger;
  private final Spool spool;
  private final CollectSettings settings;
  private final FactsSource factsSource;
  private final Decider rules;
  private final Executor background;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * Makes a collector that does nothing until it is called.
   *
   * @param background where runs are decided after an association closed, so that the thread of the
   *     association need not wait
   */
  public SeriesCollector(
      Ledger ledger,
      Spool spool,
      CollectSettings settings,
      FactsSource factsSource,
      Decider rules,
      Executor background,
      Clock clock) {
    this.ledger = ledger;
    this.spool = spool;
    this.settings = settings;
    this.factsSource = factsSource;
    this.rules = rules;
    this.background = background;
    this.clock = clock;
  }

  /** Says that an association closed: objects that are runs by themselves need not wait longer. */
  public void associationClosed() {
    background.execute(() -> decideAll(Completeness::atEndOfAssociation, clock.instant()));
  }

  /** Decides every run that is complete now; call it about once a second. */
  public void tick(Instant now) {
    decideAll(run -> Completeness.of(run, settings, ledger, now), now);
  }

  private void decideAll(Function<RunRecord, Optional<Completeness>> evidence, Instant now) {
    oneAtATime.lock();
    try {
      for (RunRecord run : ledger.openRuns()) {
        evidence.apply(run).ifPresent(complete -> decide(run, complete, now));
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Decides one run; whatever goes wrong with it must not keep the others waiting. */
  private void decide(RunRecord run, Completeness complete, Instant now) {
    List<StoredInstance> instances = ledger.instancesOf(run.id());
    if (isOwn(instances)) {
      close(run, complete, Optional.empty(), ignore("the node itself made this series"), "");
      return;
    }
    SeriesFacts facts;
    try {
      facts = read(run, complete, instances);
    } catch (IOException e) {
      LOG.warn("run {} cannot be read", run.id(), e);
      close(
          run, complete, Optional.empty(), hold("its files cannot be read: " + e.getMessage()), "");
      return;
    } catch (RuntimeException e) {
      LOG.error("run {}: reading its facts failed; this is a fault of the software", run.id(), e);
      close(run, complete, Optional.empty(), hold("reading it failed, see the log: " + e), "");
      return;
    }
    facts.warnings().forEach(text -> LOG.warn("run {}: {}", run.id(), text));
    if (isOwnEquipment(facts)) {
      close(run, complete, Optional.of(facts), ignore("its equipment is this software"), "");
      return;
    }
    try {
      Decider.Decision decision =
          run.released() ? rules.decideReleased(facts, now) : rules.decide(facts, now);
      close(
          run,
          complete,
          Optional.of(facts),
          guarded(run, decision.verdict()),
          decision.ruleRevision());
    } catch (RuntimeException e) {
      LOG.error("run {}: deciding failed; this is a fault of the software", run.id(), e);
      close(run, complete, Optional.of(facts), hold("deciding failed, see the log: " + e), "");
    }
  }

  private boolean isOwn(List<StoredInstance> instances) {
    return instances.stream().anyMatch(i -> ledger.isOwnResult(i.sopInstance(), i.series()));
  }

  private static boolean isOwnEquipment(SeriesFacts facts) {
    return facts.text(Fact.MANUFACTURER).equalsIgnoreCase(OWN_EQUIPMENT)
        || facts.text(Fact.MODEL_NAME).equalsIgnoreCase(OWN_EQUIPMENT);
  }

  private SeriesFacts read(RunRecord run, Completeness complete, List<StoredInstance> instances)
      throws IOException {
    List<Path> files = instances.stream().map(i -> spool.resolve(i.file())).toList();
    return factsSource.read(files).toBuilder()
        .set(Fact.CALLING_AE_TITLE, run.calling().value())
        .set(Fact.CALLED_AE_TITLE, run.called().value())
        .set(Fact.SOURCE_ADDRESS, run.address())
        .set(Fact.MISSING_FRAMES, (long) complete.missing())
        .build();
  }

  /** Turns an order into a hold where a person has to look first; nothing else is changed. */
  private Verdict guarded(RunRecord run, Verdict verdict) {
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

  private void close(
      RunRecord run,
      Completeness complete,
      Optional<SeriesFacts> facts,
      Verdict verdict,
      String ruleRevision) {
    if (complete.missing() > 0) {
      LOG.warn("run {} from {}: {}", run.id(), run.calling(), complete.evidence());
    }
    RunDecisions.Grounds grounds = new RunDecisions.Grounds(complete.evidence(), ruleRevision);
    if (verdict instanceof Verdict.Reconstruct order) {
      OptionalLong job = ledger.decisions().withJob(run, facts.orElseThrow(), order, grounds);
      if (job.isPresent() && settings.lateArrivals() == LateArrivals.SUPERSEDE) {
        ledger.orders().supersedeEarlier(run, job.getAsLong());
      }
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

  private static Verdict.Ignore ignore(String reason) {
    return new Verdict.Ignore("", reason);
  }

  private static Verdict.Hold hold(String reason) {
    return new Verdict.Hold("", reason);
  }

  private static Verdict.Hold hold(Verdict.Reconstruct order, String reason) {
    return new Verdict.Hold(order.ruleName(), reason + "; without that: " + order.explanation());
  }
}
