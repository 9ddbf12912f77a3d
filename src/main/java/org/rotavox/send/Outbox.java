package org.rotavox.send;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.rotavox.store.Store;
import org.rotavox.upperlayer.DicomClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the ledger's pending deliveries: one worker for each destination, so that a destination
 * that is down never stands before another.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final List<DestinationWorker> workers = new ArrayList<>();
  private final ExecutorService threads;

  private Outbox(int destinations) {
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, destinations),
            task -> {
              Thread thread = new Thread(task, "outbox");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a worker for each destination.
   *
   * @param poll how often the ledger is asked for pending deliveries
   */
  public static Outbox start(
      List<DestinationSettings> destinations,
      Store store,
      DicomClient client,
      Clock clock,
      Duration poll) {
    Outbox outbox = new Outbox(destinations.size());
    for (DestinationSettings destination : destinations) {
      DestinationWorker worker =
          new DestinationWorker(destination, store, new StoreScu(client), clock, poll);
      outbox.workers.add(worker);
      outbox.threads.execute(worker);
    }
    return outbox;
  }

  /**
   * Lets every worker finish the object that it is sending; what is left stays pending in the
   * ledger.
   */
  @Override
  public void close() {
    workers.forEach(DestinationWorker::stop);
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
