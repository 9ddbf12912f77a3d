package org.rotavox.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.spool.Spool;
import org.rotavox.spool.StoreException;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunRecord;
import org.rotavox.store.StoredInstance;
import org.rotavox.support.RepeatedFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a run is complete and what becomes of it.
 *
 * <p>Evidence of completeness, which is written down with the decision: see {@link Completeness}.
 * The end of an association is no evidence for single frames: suites open one for each image.
 *
 * <p>A fault affects only its run: whatever is thrown while one is decided, and however long that
 * takes, the others are decided. A run that cannot be decided is held; one for which memory or the
 * ledger was short is decided again first.
 *
 * <p>A clock that jumps, in either direction, may close a run early; what comes then is a late
 * arrival. It cannot keep a run open permanently.
 *
 * <p>Late arrivals: while nothing was made of the run yet, the ledger reopens it and it is decided
 * again on all instances. After a job began, they form the next generation of the run; where the
 * rules want a volume of it, the settings say whether it is held until a person decides (the
 * default), reconstructed as one more series, or supersedes the earlier job.
 */
public final class SeriesCollector {

  private static final Logger LOG = LoggerFactory.getLogger(SeriesCollector.class);
  private static final String OWN_EQUIPMENT = "Rotavox";

  /** Deciding a run may take so long; then it is held. */
  public static final Duration LONGEST_DECISION = Duration.ofSeconds(60);

  /** So often a run is decided again for which memory or the ledger was short. */
  private static final int MOST_FAILURES = 3;

  private final Ledger ledger;
  private final Spool spool;
  private final CollectSettings settings;
  private final FactsSource factsSource;
  private final Decider rules;
  private final RunClosing closing;
  private final Executor deciders;
  private final SourceTurns turns;
  private final Clock clock;
  private final Duration longestDecision;
  private final RunsUnderway underway = new RunsUnderway();
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private final RepeatedFaults faults = new RepeatedFaults();
  private final Set<AeTitle> lookedAtSoon = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /**
   * Makes a collector that does nothing until it is called.
   *
   * @param deciders the threads on which runs are decided, several at once if it has several, in
   *     turn from each network address; a run that takes too long keeps its thread until it notices
   *     the interrupt
   */
  public SeriesCollector(
      Ledger ledger,
      Spool spool,
      CollectSettings settings,
      FactsSource factsSource,
      Decider rules,
      Executor deciders,
      Clock clock) {
    this(ledger, spool, settings, factsSource, rules, deciders, clock, LONGEST_DECISION);
  }

  /** The same with another longest time for one decision. */
  SeriesCollector(
      Ledger ledger,
      Spool spool,
      CollectSettings settings,
      FactsSource factsSource,
      Decider rules,
      Executor deciders,
      Clock clock,
      Duration longestDecision) {
    this.ledger = ledger;
    this.spool = spool;
    this.settings = settings;
    this.factsSource = factsSource;
    this.rules = rules;
    this.closing = new RunClosing(ledger, settings);
    this.deciders = deciders;
    this.turns = new SourceTurns(deciders);
    this.clock = clock;
    this.longestDecision = longestDecision;
  }

  /**
   * Says that an association closed: objects of its sender that are runs by themselves need not
   * wait longer.
   *
   * @param sender AE title of the caller
   */
  public void associationClosed(AeTitle sender) {
    if (stopping || !lookedAtSoon.add(sender)) {
      return; // a look that is still to come sees these objects, too
    }
    try {
      deciders.execute(() -> lookAtWholeObjectsOf(sender));
    } catch (RejectedExecutionException e) {
      LOG.debug("an association closed while the node stops: its runs stay open");
    }
  }

  private void lookAtWholeObjectsOf(AeTitle sender) {
    lookedAtSoon.remove(sender);
    try {
      decideAll(ledger.openRunsOf(sender), Completeness::atEndOfAssociation, clock.instant());
    } catch (RuntimeException e) {
      LOG.warn(
          "the end of an association could not be processed, the next tick decides: {}",
          e.toString());
    }
  }

  /**
   * Has every run decided that is complete now, and holds those whose decision takes too long; call
   * it about once a second.
   */
  public void tick(Instant now) {
    underway.longerThan(longestDecision).forEach(this::cutOff);
    decideAll(ledger.openRuns(), run -> Completeness.of(run, settings, ledger, now), now);
  }

  /**
   * Begins no more decisions, and interrupts those under way: their runs stay open.
   *
   * @return how many were interrupted
   */
  public int stop() {
    stopping = true;
    return underway.cutAll();
  }

  private void decideAll(
      List<RunRecord> open, Function<RunRecord, Optional<Completeness>> evidence, Instant now) {
    for (RunRecord run : open) {
      try {
        evidence.apply(run).ifPresent(complete -> begin(run, complete, now));
      } catch (RuntimeException e) {
        faults.report(LOG, "it cannot be determined whether run " + run.id() + " is complete", e);
      }
    }
  }

  private void begin(RunRecord run, Completeness complete, Instant now) {
    RunsUnderway.Entry entry = stopping ? null : underway.begin(run, complete);
    if (entry == null) {
      return;
    }
    try {
      turns.execute(run.address(), () -> decideAlone(entry, now));
    } catch (RejectedExecutionException e) {
      underway.end(entry); // the node stops; the run stays open
    } catch (Error e) {
      underway.end(entry); // no thread could be started: another tick
      throw e;
    }
  }

  /** Decides one run; whatever it throws stays here. */
  private void decideAlone(RunsUnderway.Entry entry, Instant now) {
    try {
      if (entry.start()) {
        decide(entry, now);
        failures.remove(entry.run().id());
      }
    } catch (Throwable e) { // the thread lives on, for the other runs
      failed(entry, e);
    } finally {
      underway.end(entry);
    }
  }

  /** Memory or the ledger was short: the run is decided again, but not for ever. */
  private void failed(RunsUnderway.Entry entry, Throwable cause) {
    RunRecord run = entry.run();
    if (entry.isCut()) {
      return;
    }
    if (cause instanceof UncheckedIOException && cause.getCause() instanceof StoreException) {
      faults.report(LOG, "runs are not decided, they are tried again", cause);
      return; // the ledger is closed: that says nothing about the run
    }
    int times = failures.merge(run.id(), 1, Integer::sum);
    boolean last = times >= MOST_FAILURES;
    if (times == 1 || times == MOST_FAILURES) {
      LOG.error("run {}: not decided{}", run.id(), last ? "" : ", tried again", cause);
    }
    if (last) {
      holdWithoutFacts(run, entry.complete(), cannotBeDecided(cause));
    }
  }

  private void cutOff(RunsUnderway.Entry entry) {
    RunRecord run = entry.run();
    entry.cut();
    holdWithoutFacts(
        run,
        entry.complete(),
        "deciding it took longer than "
            + longestDecision.toSeconds()
            + " s and was interrupted: look at its objects before it is released");
  }

  /** The way that needs least of memory and ledger; what it throws is tried again by the tick. */
  private void holdWithoutFacts(RunRecord run, Completeness complete, String reason) {
    try {
      closing.close(run, complete, Optional.empty(), RunClosing.hold(reason), "");
      failures.remove(run.id());
    } catch (RuntimeException e) {
      faults.report(LOG, "run " + run.id() + " cannot be held either", e);
    }
  }

  private static String cannotBeDecided(Throwable cause) {
    return "it cannot be decided ("
        + cause.getClass().getSimpleName()
        + "): see the log; then release or ignore it";
  }

  private void decide(RunsUnderway.Entry entry, Instant now) {
    RunRecord run = entry.run();
    Completeness complete = entry.complete();
    List<StoredInstance> instances = ledger.instancesOf(run.id());
    if (isOwn(instances)) {
      closing.close(
          run,
          complete,
          Optional.empty(),
          RunClosing.ignore("this series is a result of the node"),
          "");
      return;
    }
    Optional<FactsSource.Read> read = facts(entry, instances);
    if (read.isEmpty() || entry.isCut()) {
      return;
    }
    SeriesFacts facts = read.get().facts();
    facts.warnings().forEach(text -> LOG.warn("run {}: {}", run.id(), text));
    if (isOwnEquipment(facts)) {
      closing.close(run, complete, read, RunClosing.ignore("its equipment is this software"), "");
      return;
    }
    Decider.Decision decision;
    try {
      decision = run.released() ? rules.decideReleased(facts, now) : rules.decide(facts, now);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("run {}: deciding failed; this is a fault of the software", run.id(), e);
      decision = new Decider.Decision(RunClosing.hold(cannotBeDecided(e)), "");
    }
    Verdict verdict = closing.guarded(run, decision.verdict());
    if (!entry.isCut()) {
      closing.close(run, complete, read, verdict, decision.ruleRevision());
    }
  }

  /** Reads the facts; a run that cannot be read is held, and none are returned. */
  private Optional<FactsSource.Read> facts(
      RunsUnderway.Entry entry, List<StoredInstance> instances) {
    RunRecord run = entry.run();
    String reason;
    try {
      return Optional.of(read(entry, instances));
    } catch (IOException e) {
      if (entry.isCut()) {
        return Optional.empty();
      }
      LOG.warn("run {} cannot be read", run.id(), e);
      reason = "its files cannot be read: " + e.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("run {}: reading its facts failed; this is a fault of the software", run.id(), e);
      reason = cannotBeDecided(e);
    }
    if (!entry.isCut()) {
      closing.close(run, entry.complete(), Optional.empty(), RunClosing.hold(reason), "");
    }
    return Optional.empty();
  }

  private boolean isOwn(List<StoredInstance> instances) {
    return instances.stream().anyMatch(i -> ledger.isOwnResult(i.sopInstance(), i.series()));
  }

  private static boolean isOwnEquipment(SeriesFacts facts) {
    return facts.text(Fact.MANUFACTURER).equalsIgnoreCase(OWN_EQUIPMENT)
        || facts.text(Fact.MODEL_NAME).equalsIgnoreCase(OWN_EQUIPMENT);
  }

  private FactsSource.Read read(RunsUnderway.Entry entry, List<StoredInstance> instances)
      throws IOException {
    RunRecord run = entry.run();
    List<SourceFile> files =
        instances.stream().map(i -> new SourceFile(spool.resolve(i.file()), i.sha256())).toList();
    FactsSource.Read read = entry.interruptibly(() -> factsSource.read(files));
    SeriesFacts facts =
        read.facts().toBuilder()
            .set(Fact.CALLING_AE_TITLE, run.calling().value())
            .set(Fact.CALLED_AE_TITLE, run.called().value())
            .set(Fact.SOURCE_ADDRESS, run.address())
            .set(Fact.MISSING_FRAMES, (long) entry.complete().missing())
            .build();
    return new FactsSource.Read(facts, read.reading());
  }
}
