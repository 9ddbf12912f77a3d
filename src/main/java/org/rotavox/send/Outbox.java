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
import org.rotavox.store.Store;
import org.rotavox.upperlayer.DicomClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the ledger's pending deliveries: workers of its own for each destination, so that a
 * destination that is down never stands before another.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final List<Runnable> stops = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "outbox");
            thread.setDaemon(true);
            return thread;
          });

  private Outbox() {}

  /**
   * Starts the workers of each destination.
   *
   * @param windowOpen whether the time window of that name is open now
   * @param poll how often the ledger is asked for pending deliveries
   * @throws IOException if the key store of a destination cannot be used
   */
  public static Outbox start(
      List<DestinationSettings> destinations,
      Store store,
      Predicate<String> windowOpen,
      Clock clock,
      Duration poll)
      throws IOException {
    List<DicomClient> clients = new ArrayList<>();
    for (DestinationSettings destination : destinations) {
      clients.add(destination.client());
    }
    Outbox outbox = new Outbox();
    for (int i = 0; i < destinations.size(); i++) {
      outbox.add(destinations.get(i), store, clients.get(i), windowOpen, clock, poll);
    }
    return outbox;
  }

  private void add(
      DestinationSettings destination,
      Store store,
      DicomClient client,
      Predicate<String> windowOpen,
      Clock clock,
      Duration poll) {
    Circuit circuit =
        new Circuit(destination.firstRetryDelay(), destination.maxRetryDelay(), clock);
    PeerMemory memory = new PeerMemory(clock);
    String window = destination.sending().timeWindow();
    for (int share = 0; share < destination.sending().associations(); share++) {
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
              poll);
      stops.add(worker::stop);
      threads.execute(worker);
    }
    if (destination.confirmation().method() != ConfirmationSettings.Method.NONE) {
      ConfirmationWorker worker =
          new ConfirmationWorker(destination, store.ledger().commitments(), client, clock, poll);
      stops.add(worker::stop);
      threads.execute(worker);
    }
  }

  /**
   * Lets every worker finish the object that it is sending; what is left stays pending in the
   * ledger.
   */
  @Override
  public void close() {
    stops.forEach(Runnable::run);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("a destination does not answer; its delivery goes on after the next start");
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
