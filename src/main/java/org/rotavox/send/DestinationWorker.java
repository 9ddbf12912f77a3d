package org.rotavox.send;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.rotavox.model.Delivery;
import org.rotavox.store.Store;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.RemoteNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is pending for one destination, batch by batch, and records each outcome.
 *
 * <p>Two kinds of trouble are kept apart. A destination that cannot be reached costs no attempts of
 * its instances: the worker backs off and tries again for as long as it takes. An instance that the
 * destination refuses is tried again later, up to the limit of the settings, then given up.
 */
final class DestinationWorker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DestinationWorker.class);

  /** Objects in one association: bounds what is in memory and how long a stop has to wait. */
  private static final int BATCH = 256;

  private final DestinationSettings destination;
  private final Store store;
  private final StoreScu scu;
  private final Clock clock;
  private final Duration poll;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int failedConnections;

  DestinationWorker(
      DestinationSettings destination, Store store, StoreScu scu, Clock clock, Duration poll) {
    this.destination = destination;
    this.store = store;
    this.scu = scu;
    this.clock = clock;
    this.poll = poll;
  }

  /** Ends after the object that is being sent. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    try {
      Duration wait = Duration.ZERO;
      while (!stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wait = sendPendingOrExplain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long to wait before looking again. */
  private Duration sendPendingOrExplain() {
    try {
      List<Delivery> pending =
          store.ledger().pendingDeliveries(destination.name(), BATCH, clock.instant());
      if (pending.isEmpty()) {
        return poll;
      }
      sendBatch(pending);
      failedConnections = 0;
      return Duration.ZERO;
    } catch (Stopping e) {
      return Duration.ZERO;
    } catch (IOException e) {
      failedConnections++;
      Duration wait = backOff(failedConnections);
      LOG.warn(
          "{} ({} at {}:{}): {}; next attempt in {} s",
          destination.name(),
          destination.calledAeTitle(),
          destination.host(),
          destination.port(),
          e.getMessage(),
          Math.max(1, wait.toSeconds()));
      return wait;
    } catch (RuntimeException e) {
      LOG.error("delivery to {} failed unexpectedly; it goes on", destination.name(), e);
      return backOff(destination.maxAttempts());
    }
  }

  private void sendBatch(List<Delivery> pending) throws IOException {
    Map<Long, Delivery> byId = new LinkedHashMap<>();
    pending.forEach(delivery -> byId.put(delivery.id(), delivery));
    List<Outgoing> objects =
        pending.stream()
            .map(
                d ->
                    new Outgoing(
                        d.id(), store.spool().resolve(d.file()), d.sopClass(), d.sopInstance()))
            .toList();
    int[] delivered = new int[1];
    try {
      scu.send(
          remote(),
          objects,
          (object, outcome) -> {
            Delivery delivery = byId.get(object.id());
            if (delivery != null && record(delivery, outcome)) {
              delivered[0]++;
            }
            if (stopped.getCount() == 0) {
              throw new Stopping();
            }
          });
    } finally {
      if (delivered[0] > 0) {
        LOG.info(
            "job {}: {} of {} instances delivered to {}",
            pending.get(0).jobId(),
            delivered[0],
            objects.size(),
            destination.name());
      }
    }
  }

  /** Returns true if the instance has arrived. */
  private boolean record(Delivery delivery, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Answered answered) {
      DimseStatus status = answered.status();
      if (status.isSuccess() || status.isWarning()) {
        store.ledger().deliverySucceeded(delivery.id(), status.code(), status.comment());
        return true;
      }
      retryOrGiveUp(delivery, status.code(), "answered " + status);
    } else if (outcome instanceof SendOutcome.NotOffered notOffered) {
      LOG.error(
          "job {}: {} not delivered to {}, given up: {}",
          delivery.jobId(),
          delivery.sopInstance(),
          destination.name(),
          notOffered.reason());
      store.ledger().deliveryFailed(delivery.id(), -1, notOffered.reason());
    }
    return false;
  }

  private void retryOrGiveUp(Delivery delivery, int statusCode, String message) {
    if (delivery.attempts() + 1 >= destination.maxAttempts()) {
      LOG.error(
          "job {}: {} not delivered to {} after {} attempts, given up: {}",
          delivery.jobId(),
          delivery.sopInstance(),
          destination.name(),
          delivery.attempts() + 1,
          message);
      store.ledger().deliveryFailed(delivery.id(), statusCode, message);
      return;
    }
    Instant next = clock.instant().plus(backOff(delivery.attempts() + 1));
    LOG.warn(
        "job {}: {} refused by {}: {}; next attempt at {}",
        delivery.jobId(),
        delivery.sopInstance(),
        destination.name(),
        message,
        next);
    store.ledger().deliveryRetry(delivery.id(), next, statusCode, message);
  }

  private RemoteNode remote() {
    return new RemoteNode(
        destination.calledAeTitle(),
        destination.callingAeTitle(),
        destination.host(),
        destination.port(),
        destination.maxPduBytes(),
        destination.connectTimeout(),
        destination.responseTimeout());
  }

  /** Doubles from attempt to attempt up to the limit; a fifth of it is left to chance. */
  private Duration backOff(int attempt) {
    int doublings = Math.min(20, Math.max(0, attempt - 1));
    long millis =
        Math.min(
            destination.maxRetryDelay().toMillis(),
            destination.firstRetryDelay().toMillis() << doublings);
    return Duration.ofMillis(
        (long) (millis * (0.8 + 0.2 * ThreadLocalRandom.current().nextDouble())));
  }

  /** Leaves a batch when the node stops; the association is ended in order. */
  private static final class Stopping extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopping() {
      super("stopping", null, false, false);
    }
  }
}
