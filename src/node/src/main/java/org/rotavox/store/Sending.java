package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Delivery;
import org.rotavox.model.DeliveryState;

/**
 * The outbox, as those see it who empty it. Every method that changes something is one transaction,
 * durable when it returns unless it says otherwise.
 */
public final class Sending {

  private final Transactions transactions;
  private final Clock clock;
  private final Journal journal;
  private final DeliveryRows deliveries;

  Sending(Transactions transactions, Clock clock, Journal journal, DeliveryRows deliveries) {
    this.transactions = transactions;
    this.clock = clock;
    this.journal = journal;
    this.deliveries = deliveries;
  }

  /**
   * Returns one worker's share of the instances that are to be sent to a destination now, oldest
   * first.
   *
   * @param share which share, from 0
   * @param shares how many there are
   */
  public List<Delivery> pending(String destination, int limit, Instant now, int share, int shares) {
    return transactions.read(
        handle -> deliveries.pending(handle, destination, limit, now, share, shares));
  }

  /**
   * An instance that arrived.
   *
   * @param id of its delivery
   * @param statusCode the DIMSE status, success or a warning
   * @param message what the destination said
   * @param toConfirm true if the destination is asked later whether it keeps the instance
   */
  public record Arrival(long id, int statusCode, String message, boolean toConfirm) {}

  /**
   * Records that instances arrived, all in one transaction. The last one of a job at a destination
   * is forced to the disk, the others are not: after a power cut they may be sent once more, which
   * changes nothing there.
   *
   * @return ids of the deliveries that were recorded; the others were no longer pending, and stay
   *     as somebody else settled them
   */
  public List<Long> succeeded(List<Arrival> arrivals) {
    DeliveryRows.Recorded recorded =
        transactions.relaxed(handle -> deliveries.arrived(handle, arrivals));
    if (recorded.complete()) {
      transactions.force();
    }
    return recorded.ids();
  }

  /**
   * Records that an instance shall be tried again.
   *
   * @param statusCode the DIMSE status; -1 if none came
   */
  public void retry(long id, Instant at, int statusCode, String message) {
    transactions.change(
        handle -> deliveries.failed(handle, id, DeliveryState.PENDING, at, statusCode, message));
  }

  /** Records that an instance is given up; as {@link #retry}. */
  public void failed(long id, int statusCode, String message) {
    transactions.change(
        handle ->
            deliveries.failed(
                handle, id, DeliveryState.FAILED, clock.instant(), statusCode, message));
  }

  /**
   * Settles at once all pending deliveries of a SOP class that a destination refuses.
   *
   * @param instead SOP class of the results of the same jobs that go instead; empty = they fail
   * @return how many deliveries were settled
   */
  public int refused(String destination, Uid sopClass, Optional<Uid> instead, String message) {
    RefusedRows rows = new RefusedRows(journal, clock);
    return transactions.durable(
        handle -> rows.settle(handle, destination, sopClass, instead, message));
  }
}
