package org.rotavox.store;

import org.rotavox.model.Verdict;

/**
 * What people order about runs, jobs and deliveries. Each method is one durable transaction; false
 * means that the state forbids it and that nothing changed: a person may be too late, that is no
 * bug.
 */
public final class Orders {

  private final Transactions transactions;
  private final JobOrders orders;
  private final RunRows runs;
  private final DeliveryRows deliveries;

  Orders(Transactions transactions, JobOrders orders, RunRows runs, DeliveryRows deliveries) {
    this.transactions = transactions;
    this.orders = orders;
    this.runs = runs;
    this.deliveries = deliveries;
  }

  /** Pauses a waiting job. */
  public boolean holdJob(long jobId) {
    return transactions.durable(handle -> orders.hold(handle, jobId));
  }

  /** Makes a paused job wait again. */
  public boolean releaseJob(long jobId) {
    return transactions.durable(handle -> orders.release(handle, jobId));
  }

  /** Makes a failed job wait again, with all its attempts. */
  public boolean retryJob(long jobId) {
    return transactions.durable(handle -> orders.retry(handle, jobId));
  }

  /** Cancels a waiting, paused or failed job; asks a running one to end. */
  public boolean cancelJob(long jobId) {
    return transactions.durable(handle -> orders.cancel(handle, jobId));
  }

  /** Changes how urgent a waiting or paused job is. */
  public boolean prioritiseJob(long jobId, Verdict.Priority priority) {
    return transactions.durable(handle -> orders.prioritise(handle, jobId, priority));
  }

  /**
   * Says that a failed job, or the failed deliveries of a done one, were seen and stay as they are:
   * retention may remove its files. False while a delivery is pending, and where nothing failed.
   */
  public boolean acknowledgeJob(long jobId) {
    return transactions.durable(handle -> orders.acknowledge(handle, jobId));
  }

  /** Stops or resumes the claiming of jobs; what runs goes on. */
  public void pauseQueue(boolean paused) {
    transactions.durable(
        handle -> {
          orders.pauseQueue(handle, paused);
          return true;
        });
  }

  /** Returns true if no jobs are claimed by order. */
  public boolean isQueuePaused() {
    return transactions.read(JobRows::isPaused);
  }

  /** Makes a held or ignored run be decided again; holds do not apply to it any more. */
  public boolean releaseRun(long runId) {
    return transactions.durable(handle -> runs.release(handle, runId));
  }

  /** Decides that nothing shall become of a run that is held or not decided yet. */
  public boolean ignoreRun(long runId, String reason) {
    return transactions.durable(handle -> runs.ignore(handle, runId, reason));
  }

  /**
   * Ends the waits of everything that is to be tried again: after the clock was set, the times
   * until which it waits mean nothing. Returns how many waits that were.
   */
  public int endWaits() {
    return transactions.durable(
        handle ->
            handle.execute(
                    "UPDATE jobs SET not_before_ms = 0 WHERE state = 'WAITING' AND not_before_ms > 0")
                + handle.execute(
                    "UPDATE deliveries SET next_try_ms = 0 WHERE state = 'PENDING'"
                        + " AND next_try_ms > 0"));
  }

  /** Makes the failed deliveries of a job pending again; returns how many. */
  public int requeueDeliveries(long jobId) {
    return transactions.durable(handle -> deliveries.requeue(handle, jobId));
  }
}
