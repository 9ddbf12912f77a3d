package org.rotavox.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotavox.model.Delivery;
import org.rotavox.store.Ledger;
import org.rotavox.store.Sending;
import org.rotavox.upperlayer.DimseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what became of each instance at one destination, and decides what comes next. */
final class DeliveryOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryOutcomes.class);

  /** So many arrivals may be sent once more after a crash; that changes nothing at the peer. */
  private static final int MOST_UNRECORDED = 16;

  /** Arrivals that come in slower than this are recorded one by one. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);

  private final DestinationSettings destination;
  private final Ledger ledger;
  private final Circuit circuit;
  private final Clock clock;

  DeliveryOutcomes(DestinationSettings destination, Ledger ledger, Circuit circuit, Clock clock) {
    this.destination = destination;
    this.ledger = ledger;
    this.circuit = circuit;
    this.clock = clock;
  }

  /** Returns the record of some deliveries that are sent together. */
  Batch batch(List<Delivery> deliveries) {
    return new Batch(deliveries);
  }

  /** Deliveries that are sent together. */
  final class Batch {

    private final Map<Long, Delivery> byId = new HashMap<>();
    private final Map<Long, Integer> deliveredByJob = new HashMap<>();
    private final List<Sending.Arrival> unrecorded = new ArrayList<>();
    private long settledNanos = System.nanoTime();

    private Batch(List<Delivery> deliveries) {
      deliveries.forEach(delivery -> byId.put(delivery.id(), delivery));
    }

    /**
     * Records one outcome. Arrivals are gathered for a moment: each transaction takes time from the
     * core on which the peer may be storing.
     */
    void record(Outgoing object, SendOutcome outcome) {
      Delivery delivery = deliveryOf(object.id());
      if (outcome instanceof SendOutcome.Answered answered) {
        circuit.succeeded();
        answered(delivery, answered.status());
      } else if (outcome instanceof SendOutcome.Interrupted interrupted) {
        settle();
        retryOrGiveUp(delivery, -1, interrupted.words());
      } else if (outcome instanceof SendOutcome.NotOffered notOffered) {
        settle();
        giveUp(delivery, -1, notOffered.words());
      }
    }

    private void answered(Delivery delivery, DimseStatus status) {
      if (!status.isSuccess() && !status.isWarning()) {
        settle();
        retryOrGiveUp(delivery, status.code(), "answered " + status);
        return;
      }
      if (status.isWarning()) {
        LOG.warn(
            "job {}: {} stored by {} with warning {}",
            delivery.jobId(),
            delivery.sopInstance(),
            destination.name(),
            status);
      }
      boolean toConfirm = destination.confirmation().method() != ConfirmationSettings.Method.NONE;
      unrecorded.add(new Sending.Arrival(delivery.id(), status.code(), status.words(), toConfirm));
      if (unrecorded.size() >= MOST_UNRECORDED
          || System.nanoTime() - settledNanos > LEAST_PAUSE.toNanos()) {
        settle();
      }
    }

    private void settle() {
      List<Sending.Arrival> arrivals = List.copyOf(unrecorded);
      unrecorded.clear();
      if (!arrivals.isEmpty()) {
        List<Long> recorded = ledger.sending().succeeded(arrivals);
        for (long id : recorded) {
          deliveredByJob.merge(deliveryOf(id).jobId(), 1, Integer::sum);
        }
        if (recorded.size() < arrivals.size()) {
          LOG.info(
              "{}: {} instances arrived whose deliveries were settled before",
              destination.name(),
              arrivals.size() - recorded.size());
        }
      }
      settledNanos = System.nanoTime();
    }

    private Delivery deliveryOf(long id) {
      Delivery delivery = byId.get(id);
      if (delivery == null) {
        throw new IllegalStateException("nothing was to be sent as " + id);
      }
      return delivery;
    }

    /** Records what is left, and says how many instances have arrived. */
    void finish() {
      settle();
      deliveredByJob.forEach(
          (job, delivered) ->
              LOG.info(
                  "job {}: {} of {} instances delivered to {}",
                  job,
                  delivered,
                  byId.values().stream().filter(d -> d.jobId() == job).count(),
                  destination.name()));
    }
  }

  private void retryOrGiveUp(Delivery delivery, int statusCode, String message) {
    if (delivery.attempts() + 1 >= destination.maxAttempts()) {
      giveUp(delivery, statusCode, message + ", after " + (delivery.attempts() + 1) + " attempts");
      return;
    }
    Instant next = clock.instant().plus(circuit.backOff(delivery.attempts() + 1));
    LOG.warn(
        "job {}: {} not stored by {}: {}; next attempt at {}",
        delivery.jobId(),
        delivery.sopInstance(),
        destination.name(),
        message,
        next);
    ledger.sending().retry(delivery.id(), next, statusCode, message);
  }

  private void giveUp(Delivery delivery, int statusCode, String message) {
    LOG.error(
        "job {}: {} not delivered to {}, given up: {}",
        delivery.jobId(),
        delivery.sopInstance(),
        destination.name(),
        message);
    ledger.sending().failed(delivery.id(), statusCode, message);
  }
}
