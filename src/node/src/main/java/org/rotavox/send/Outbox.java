package org.rotavox.send;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.SteadyClock;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.store.Store;
import org.rotavox.support.DaemonThreads;
import org.rotavox.upperlayer.DicomClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the ledger's pending deliveries: workers of its own for each destination, so that a
 * destination that is down never stands before another.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final Vitals vitals;
  private final List<Runnable> stops = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("outbox"));

  private Outbox(Vitals vitals) {
    this.vitals = vitals;
  }

  /**
   * Starts the workers of each destination.
   *
   * @param windowOpen whether the time window of that name is open now
   * @param poll how often the ledger is asked for pending deliveries
   * @param vitals watches the workers
   * @throws IOException if the key store of a destination cannot be used
   */
  public static Outbox start(
      List<DestinationSettings> destinations,
      Store store,
      Predicate<String> windowOpen,
      Clock clock,
      Duration poll,
      Vitals vitals)
      throws IOException {
    return start(destinations, store, windowOpen, clock, new SteadyClock(), poll, vitals);
  }

  /**
   * The same.
   *
   * @param waits the clock of the waits while a destination does not answer
   */
  static Outbox start(
      List<DestinationSettings> destinations,
      Store store,
      Predicate<String> windowOpen,
      Clock clock,
      Clock waits,
      Duration poll,
      Vitals vitals)
      throws IOException {
    List<DicomClient> clients = new ArrayList<>();
    for (DestinationSettings destination : destinations) {
      clients.add(destination.client());
    }
    Outbox outbox = new Outbox(vitals);
    for (int i = 0; i < destinations.size(); i++) {
      outbox.add(destinations.get(i), store, clients.get(i), windowOpen, clock, waits, poll);
    }
    return outbox;
  }

  private void add(
      DestinationSettings destination,
      Store store,
      DicomClient client,
      Predicate<String> windowOpen,
      Clock clock,
      Clock waits,
      Duration poll) {
    Circuit circuit =
        new Circuit(destination.firstRetryDelay(), destination.maxRetryDelay(), waits);
    PeerMemory memory = new PeerMemory(clock);
    String window = destination.sending().timeWindow();
    for (int share = 0; share < destination.sending().associations(); share++) {
      Pulse pulse = vitals.watch(VitalPart.DELIVER, destination.name() + " " + (share + 1));
      DestinationWorker worker =
          new DestinationWorker(
              destination,
              share,
              store,
              new StoreScu(client),
              circuit,
              memory,
              () -> window.isEmpty() || windowOpen.test(window),
              clock,
              poll,
              pulse);
      stops.add(worker::stop);
      threads.execute(pulse.keepRunning(worker::run));
    }
    if (destination.confirmation().method() != ConfirmationSettings.Method.NONE) {
      Pulse pulse = vitals.watch(VitalPart.DELIVER, destination.name() + " confirmation");
      ConfirmationWorker worker =
          new ConfirmationWorker(
              destination, store.ledger().commitments(), client, clock, poll, pulse);
      stops.add(worker::stop);
      threads.execute(pulse.keepRunning(worker::run));
    }
  }

  /** Lets every worker end after the object that it is sending. */
  public void stop() {
    stops.forEach(Runnable::run);
  }

  /**
   * Stops, and waits a moment; what is left stays pending in the ledger. Workers that do not end
   * are not interrupted: in the middle of a transaction that would close the file of the ledger.
   */
  @Override
  public void close() {
    stop();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a destination does not answer; its delivery continues after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
