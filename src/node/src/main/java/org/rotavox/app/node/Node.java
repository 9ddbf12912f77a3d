package org.rotavox.app.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.rotavox.acquisition.RunReader;
import org.rotavox.collect.ActiveRules;
import org.rotavox.collect.FactsSource;
import org.rotavox.collect.RulesFile;
import org.rotavox.collect.RulesWatch;
import org.rotavox.collect.SeriesCollector;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.control.ControlServer;
import org.rotavox.desk.DestinationCheck;
import org.rotavox.desk.JobRequests;
import org.rotavox.desk.NodeStatus;
import org.rotavox.desk.Operations;
import org.rotavox.desk.RuleOperations;
import org.rotavox.desk.RuleRequests;
import org.rotavox.desk.StateRequests;
import org.rotavox.dicom.AeTitle;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.notify.Notifications;
import org.rotavox.receive.StoreScp;
import org.rotavox.receive.UnrecordedIntake;
import org.rotavox.reconstruction.Engines;
import org.rotavox.reconstruction.SeriesReconstruction;
import org.rotavox.rules.RuleNames;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.DestinationSettings;
import org.rotavox.send.Outbox;
import org.rotavox.store.Store;
import org.rotavox.support.DaemonThreads;
import org.rotavox.ticks.Ticks;
import org.rotavox.ticks.TimeWindows;
import org.rotavox.upkeep.Housekeeping;
import org.rotavox.work.JobScheduler;
import org.rotavox.work.ReconstructionPipeline;
import org.rotavox.yaml.FileFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: the stages around one store.
 *
 * <p>Start: store, engines, then from the end of the way to its beginning, so that every stage
 * finds the next one ready; the network port opens last. Stop: in the opposite order; what is under
 * way ends or stays in the ledger for the next start.
 */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** A stop takes no longer than ten seconds, all waits of all stages together. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);

  private static final Duration LONGEST_END = Duration.ofSeconds(1);
  private static final Duration WATCH = Duration.ofSeconds(5);
  private static final Duration LOOK_AFTER_STORE = Duration.ofSeconds(5);
  private static final int DECIDERS = 2;
  private static final Duration NOTIFY_POLL = Duration.ofSeconds(1);
  private static final Duration OUTBOX_POLL = Duration.ofMillis(500);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Operations operations = new Operations();
  private final NodeSettings settings;
  private final Vitals vitals;
  private final List<Runnable> stopSignals = new CopyOnWriteArrayList<>();
  private Optional<StoreScp> scp = Optional.empty();
  private Optional<Store> store = Optional.empty();
  private Optional<ActiveRules> rules = Optional.empty();
  private String engine = "";

  private Node(NodeSettings settings, Vitals vitals) {
    this.settings = settings;
    this.vitals = vitals;
  }

  /** Starts everything, where nobody watches; see the other one. */
  public static Node start(NodeSettings settings, Clock clock) throws IOException {
    return start(settings, clock, Vitals.unwatched());
  }

  /**
   * Starts everything.
   *
   * @param vitals watches the vital parts
   * @throws IOException if the data folder or the port cannot be used; nothing runs then
   */
  public static Node start(NodeSettings settings, Clock clock, Vitals vitals) throws IOException {
    Node node = new Node(settings, vitals);
    try {
      node.startStages(clock);
      return node;
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void startStages(Clock clock) throws IOException {
    // Looking for devices takes as long as opening the ledger; neither needs the other.
    FutureTask<Engines> devices = new FutureTask<>(() -> Engines.open(settings.engine()));
    DaemonThreads.start("devices", devices);
    Store opened = keep(Store.open(settings.store(), clock));
    store = Optional.of(opened);
    ActiveRules active = rules(opened, clock);
    rules = Optional.of(active);
    Engines engines = found(devices);
    engine = engines.description();
    RunReader reader =
        new RunReader(settings.acquisition(), opened.spool().temporaryFiles(), Product.version());
    TimeWindows windows =
        new TimeWindows(settings.schedule().windows(), settings.schedule().timeZone());
    Outbox outbox =
        keep(
            Outbox.start(
                settings.destinations(),
                opened,
                name -> windows.openAt(clock.instant()).contains(name),
                clock,
                OUTBOX_POLL,
                vitals));
    stopSignals.add(outbox::stop);
    keep(
        Notifications.start(
            settings.notifications(),
            settings.receive().aeTitle().value(),
            opened.ledger(),
            clock,
            NOTIFY_POLL,
            vitals));
    JobScheduler scheduler = scheduler(opened, engines, reader, clock);
    SeriesCollector collector = collector(opened, reader, active, clock);
    Ticks ticks = keep(new Ticks(vitals, clock));
    ticks.every("ledger", LOOK_AFTER_STORE, () -> opened.tend(vitals::giveUp));
    UnrecordedIntake unrecorded = new UnrecordedIntake(opened, clock);
    ticks.every("files without a row", LOOK_AFTER_STORE, unrecorded::tick);
    scheduler.start(ticks);
    ticks.whenClockIsSet(() -> opened.ledger().orders().endWaits());
    Housekeeping housekeeping = new Housekeeping(opened, settings.maintenance(), clock);
    housekeeping.start(ticks, settings.schedule().timeZone());
    DestinationCheck.start(ticks, settings, opened.ledger());
    ticks.every(
        VitalPart.COLLECT, settings.schedule().tick(), () -> collector.tick(clock.instant()));
    ticks.start();
    keep(new LivenessWatch(vitals, WATCH).start());
    JobRequests.addTo(operations, opened.ledger(), clock);
    StateRequests.addTo(operations, settings, opened, housekeeping, clock, process(clock));
    openControl();
    scp =
        Optional.of(
            keep(
                StoreScp.start(
                    settings.receive().admitting(confirming(settings.destinations())),
                    opened,
                    clock,
                    vitals,
                    collector::associationClosed)));
  }

  /** What is known of this process, for those who ask. */
  private Supplier<NodeStatus.ProcessState> process(Clock clock) {
    Instant startedAt = clock.instant();
    return () ->
        new NodeStatus.ProcessState(
            true,
            Product.version(),
            Optional.of(ProcessHandle.current().pid()),
            Optional.of(startedAt),
            Optional.of(settings.receive().aeTitle().value()),
            Optional.of(settings.receive().bindAddress()),
            Optional.of(scp.map(StoreScp::port).orElse(settings.receive().port())),
            Optional.of(engine),
            faultsOfRules(),
            vitals.late().stream().map(Vitals.Late::inWords).toList());
  }

  /** What is wrong with the file of the rules as it is now; empty if it is what decides. */
  private List<String> faultsOfRules() {
    return rules
        .flatMap(active -> active.state().refused())
        .map(refused -> refused.faults().stream().map(FileFault::toString).toList())
        .orElse(List.of());
  }

  /** Without the channel the node serves as well; only commands have to wait until it stops. */
  private void openControl() {
    try {
      keep(ControlServer.start(settings.store().dataFolder(), operations, vitals));
    } catch (IOException e) {
      LOG.error("commands cannot reach this node: {}", e.getMessage());
    }
  }

  private JobScheduler scheduler(Store opened, Engines engines, RunReader reader, Clock clock) {
    ReconstructionPipeline pipeline =
        new ReconstructionPipeline(
            opened,
            new SeriesReconstruction(reader, engines, Product.version()),
            settings.protocols(),
            settings.results());
    JobScheduler scheduler =
        new JobScheduler(opened.ledger(), settings.schedule(), pipeline, clock);
    stopSignals.add(scheduler::stopClaiming);
    keep(() -> scheduler.stop(LONGEST_END));
    return scheduler;
  }

  private ActiveRules rules(Store opened, Clock clock) {
    RulesFile file = new RulesFile(settings.rulesFile());
    RuleNames names = Configuration.ruleNames(settings);
    ActiveRules active =
        new ActiveRules(file, settings.rules(), names, opened.ledger().rules(), clock);
    RuleRequests.addTo(
        operations, RuleOperations.ofNode(file, names, opened.ledger().rules(), active));
    keep(
        new RulesWatch(settings.rulesFile(), () -> active.reload("the file changed"), vitals)
            .start());
    return active;
  }

  private SeriesCollector collector(
      Store opened, RunReader reader, ActiveRules active, Clock clock) {
    ExecutorService decisions =
        Executors.newFixedThreadPool(DECIDERS, DaemonThreads.named("collector"));
    SeriesCollector collector =
        new SeriesCollector(
            opened.ledger(),
            opened.spool(),
            settings.collect(),
            FactsSource.of(reader),
            active,
            decisions,
            clock);
    keep(
        () -> {
          int cut = collector.stop();
          decisions.shutdown();
          if (!decisions.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
              || cut > 0) {
            LOG.warn("{} runs are not decided yet; the next start decides them", cut);
          }
        });
    return collector;
  }

  private static Engines found(FutureTask<Engines> devices) throws IOException {
    try {
      return devices.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking for devices failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the start was interrupted");
    }
  }

  /** The archives that may call to say what they keep. */
  private static List<AeTitle> confirming(List<DestinationSettings> destinations) {
    return destinations.stream()
        .filter(d -> d.confirmation().method() != ConfirmationSettings.Method.NONE)
        .map(DestinationSettings::calledAeTitle)
        .toList();
  }

  private <T extends AutoCloseable> T keep(T stage) {
    running.push(stage);
    return stage;
  }

  /** Returns the port that the node listens on. */
  public int port() {
    return scp.map(StoreScp::port).orElseThrow(() -> new IllegalStateException("not started"));
  }

  /** Returns the engine that serves by default, in words. */
  public String engine() {
    return engine;
  }

  /** Returns the ledger and the spool of the node. */
  public Store store() {
    return store.orElseThrow(() -> new IllegalStateException("not started"));
  }

  /** Returns the rules that decide in the node. */
  public ActiveRules rules() {
    return rules.orElseThrow(() -> new IllegalStateException("not started"));
  }

  /** Returns in words where the node listens and where its results go. */
  public List<String> summary() {
    return new NodeSummary(settings).lines(port(), engine);
  }

  /**
   * Lets associations end for a while, then stops every stage in order, within ten seconds whatever
   * runs: what is left is said in the log, and the next start goes on with it. Repeated calls do
   * nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    stopSignals.forEach(Runnable::run);
    scp.ifPresent(listening -> listening.drain(LONGEST_DRAIN));
    while (!running.isEmpty()) {
      AutoCloseable stage = running.pop();
      try {
        stage.close();
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", stage.getClass().getSimpleName(), e);
      }
    }
  }
}
