package org.rotavox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;

/**
 * Which delivered instances are to be confirmed, what was asked, and what was answered: durable
 * before anything is asked, so that an answer is understood after a restart, too. "Delivered" means
 * that the destination answered a C-STORE; "confirmed" that it has said to keep the instance.
 */
public final class Commitments {

  /** Instances of one request: bounds the size of the message. */
  private static final int MOST_INSTANCES = 2000;

  private final Transactions transactions;
  private final Journal journal;
  private final Clock clock;

  Commitments(Transactions transactions, Journal journal, Clock clock) {
    this.transactions = transactions;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Returns what is to be confirmed next at a destination: of one job of which nothing is pending
   * there any more.
   */
  public Optional<ToConfirm> next(String destination, Instant now) {
    return transactions.read(handle -> next(handle, destination, now));
  }

  private static Optional<ToConfirm> next(Handle handle, String destination, Instant now) {
    Optional<Long> job =
        handle
            .createQuery(
                "SELECT d.job_id FROM deliveries d WHERE d.destination = :destination"
                    + " AND d.to_confirm = TRUE AND d.state = 'DELIVERED' AND d.commitment = ''"
                    + " AND d.next_try_ms <= :now AND NOT EXISTS (SELECT 1 FROM deliveries p"
                    + " WHERE p.job_id = d.job_id AND p.destination = d.destination"
                    + " AND p.state = 'PENDING') ORDER BY d.id LIMIT 1")
            .bind("destination", destination)
            .bind("now", now.toEpochMilli())
            .mapTo(Long.class)
            .findOne();
    return job.map(id -> of(handle, destination, id));
  }

  private static ToConfirm of(Handle handle, String destination, long job) {
    Uid study =
        new Uid(
            handle
                .createQuery("SELECT study FROM jobs WHERE id = :job")
                .bind("job", job)
                .mapTo(String.class)
                .one());
    List<ToConfirm.Item> items =
        handle
            .createQuery(
                "SELECT d.id AS delivery_id, r.sop_class, r.sop_instance, r.series FROM deliveries d"
                    + " JOIN result_instances r ON r.id = d.result_id WHERE d.job_id = :job"
                    + " AND d.destination = :destination AND d.to_confirm = TRUE"
                    + " AND d.state = 'DELIVERED' AND d.commitment = '' ORDER BY d.id LIMIT :most")
            .bind("job", job)
            .bind("destination", destination)
            .bind("most", MOST_INSTANCES)
            .map(Columns.to(ToConfirm.Item.class))
            .list();
    return new ToConfirm(job, destination, study, items);
  }

  /** Records that a destination is about to be asked; an answer is understood from now on. */
  public void begin(ToConfirm asked, Uid transaction, Instant deadline) {
    transactions.change(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO commitments (transaction_uid, job_id, destination, state,"
                      + " requested_at_ms, deadline_ms)"
                      + " VALUES (:uid, :job, :destination, 'OPEN', :now, :deadline)")
              .bind("uid", transaction.value())
              .bind("job", asked.jobId())
              .bind("destination", asked.destination())
              .bind("now", clock.millis())
              .bind("deadline", deadline.toEpochMilli())
              .execute();
          handle
              .createUpdate(
                  "UPDATE deliveries SET commitment = :uid,"
                      + " commitment_attempts = commitment_attempts + 1 WHERE id IN (<ids>)")
              .bind("uid", transaction.value())
              .bindList("ids", asked.instances().stream().map(ToConfirm.Item::deliveryId).toList())
              .execute();
        });
  }

  /**
   * Records an answer: what is kept is confirmed, what is not is to be sent again.
   *
   * @return how many instances are to be sent again; empty if the request was never made here
   */
  public Optional<Integer> answered(CommitmentReport report) {
    return transactions.durable(handle -> answered(handle, report));
  }

  private Optional<Integer> answered(Handle handle, CommitmentReport report) {
    Optional<Request> request = request(handle, report.transaction());
    if (request.isEmpty()) {
      return Optional.empty();
    }
    Set<Uid> asked = asked(handle, request.get());
    List<Uid> kept = new ArrayList<>(both(report.committed(), asked));
    kept.removeAll(report.failed().keySet()); // what contradicts itself is not kept
    int confirmed = confirm(handle, request.get(), kept);
    int lost = 0;
    for (Map.Entry<Uid, Integer> failed : report.failed().entrySet()) {
      if (asked.contains(failed.getKey())) {
        lost += sendAgain(handle, request.get(), report, failed.getKey(), failed.getValue());
      }
    }
    handle
        .createUpdate("UPDATE commitments SET state = 'ANSWERED' WHERE transaction_uid = :uid")
        .bind("uid", report.transaction().value())
        .execute();
    release(handle, report.transaction(), clock.instant());
    journal.write(
        handle,
        lost == 0 ? LedgerEvent.Kind.CONFIRMED : LedgerEvent.Kind.CONFIRMATION_FAILED,
        0,
        request.get().jobId,
        request.get().destination
            + ": "
            + confirmed
            + " instances confirmed"
            + (lost == 0 ? "" : ", " + lost + " to be sent again"));
    return Optional.of(lost);
  }

  record Request(long jobId, String destination) {}

  private static Optional<Request> request(Handle handle, Uid transaction) {
    return handle
        .createQuery("SELECT job_id, destination FROM commitments WHERE transaction_uid = :uid")
        .bind("uid", transaction.value())
        .map(Columns.to(Request.class))
        .findOne();
  }

  /**
   * What a destination was asked for, and is waited for: an answer says nothing of other things.
   */
  private static Set<Uid> asked(Handle handle, Request request) {
    return handle
        .createQuery(
            "SELECT r.sop_instance FROM deliveries d JOIN result_instances r ON r.id = d.result_id"
                + " WHERE d.job_id = :job AND d.destination = :destination"
                + " AND d.state = 'DELIVERED' AND d.commitment_attempts > 0")
        .bind("job", request.jobId)
        .bind("destination", request.destination)
        .mapTo(String.class)
        .map(Uid::new)
        .collect(Collectors.toSet());
  }

  /** An archive may name many more than it was asked for. */
  private static List<Uid> both(Set<Uid> named, Set<Uid> asked) {
    return asked.stream().filter(named::contains).toList();
  }

  private int confirm(Handle handle, Request request, List<Uid> kept) {
    if (kept.isEmpty()) {
      return 0;
    }
    return Transitions.DELIVERY
        .change(
            handle,
            DeliveryState.DELIVERED,
            DeliveryState.CONFIRMED,
            "updated_at_ms = :now",
            "job_id = :job AND destination = :destination"
                + " AND result_id IN (SELECT id FROM result_instances WHERE job_id = :job"
                + " AND sop_instance IN (<instances>))")
        .bind("now", clock.millis())
        .bind("job", request.jobId)
        .bind("destination", request.destination)
        .bindList("instances", kept.stream().map(Uid::value).toList())
        .execute();
  }

  /** Only while the question is the last one: an answer to an older one may be out of date. */
  private int sendAgain(
      Handle handle, Request request, CommitmentReport report, Uid instance, int reason) {
    return Transitions.DELIVERY
        .change(
            handle,
            DeliveryState.DELIVERED,
            DeliveryState.PENDING,
            "commitment = '', next_try_ms = :now, message = :text, updated_at_ms = :now",
            "job_id = :job AND destination = :destination"
                + " AND commitment = :uid AND result_id IN (SELECT id FROM result_instances"
                + " WHERE job_id = :job AND sop_instance = :instance)")
        .bind("now", clock.millis())
        .bind("text", "not kept: " + CommitmentReport.inWords(reason))
        .bind("job", request.jobId)
        .bind("destination", request.destination)
        .bind("uid", report.transaction().value())
        .bind("instance", instance.value())
        .execute();
  }

  /** What the answer does not mention is asked again. */
  private static void release(Handle handle, Uid transaction, Instant askAgain) {
    handle
        .createUpdate(
            "UPDATE deliveries SET commitment = '', next_try_ms = :at WHERE commitment = :uid"
                + " AND state = 'DELIVERED'")
        .bind("at", askAgain.toEpochMilli())
        .bind("uid", transaction.value())
        .execute();
  }

  /** Records that a request was not taken: its instances are asked for again, not before then. */
  public void notTaken(Uid transaction, Instant askAgain) {
    transactions.change(handle -> expire(handle, transaction, askAgain));
  }

  private static void expire(Handle handle, Uid transaction, Instant askAgain) {
    handle
        .createUpdate("UPDATE commitments SET state = 'EXPIRED' WHERE transaction_uid = :uid")
        .bind("uid", transaction.value())
        .execute();
    release(handle, transaction, askAgain);
  }

  /**
   * Ends the waiting for answers that did not come in time.
   *
   * @return how many requests that were
   */
  public int expire(String destination, Instant now) {
    List<Uid> overdue =
        transactions.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT transaction_uid FROM commitments WHERE destination = :destination"
                            + " AND state = 'OPEN' AND deadline_ms < :now")
                    .bind("destination", destination)
                    .bind("now", now.toEpochMilli())
                    .mapTo(String.class)
                    .map(Uid::new)
                    .list());
    for (Uid transaction : overdue) {
      transactions.change(handle -> expire(handle, transaction, now));
    }
    return overdue.size();
  }

  /**
   * Stops asking for instances that were asked for this often: they stay delivered.
   *
   * @return how many instances
   */
  public int giveUp(String destination, int attempts) {
    return transactions.durable(
        handle -> {
          List<Long> jobs =
              handle
                  .createQuery(
                      "SELECT DISTINCT job_id FROM deliveries WHERE destination = :destination"
                          + " AND to_confirm = TRUE AND state = 'DELIVERED' AND commitment = ''"
                          + " AND commitment_attempts >= :attempts")
                  .bind("destination", destination)
                  .bind("attempts", attempts)
                  .mapTo(Long.class)
                  .list();
          int left = 0;
          for (long job : jobs) {
            int instances =
                handle
                    .createUpdate(
                        "UPDATE deliveries SET to_confirm = FALSE WHERE job_id = :job"
                            + " AND destination = :destination AND to_confirm = TRUE"
                            + " AND state = 'DELIVERED' AND commitment = ''"
                            + " AND commitment_attempts >= :attempts")
                    .bind("job", job)
                    .bind("destination", destination)
                    .bind("attempts", attempts)
                    .execute();
            journal.write(
                handle,
                LedgerEvent.Kind.CONFIRMATION_FAILED,
                0,
                job,
                destination + ": " + instances + " instances stay delivered and not confirmed");
            left += instances;
          }
          return left;
        });
  }
}
