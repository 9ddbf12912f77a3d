package org.rotavox.store;

/**
 * Where every received instance is. {@link #balances()} must always hold: {@code received} counts
 * instance rows, the others are the counters of the runs by the state of run and job.
 *
 * @param received instances that were acknowledged, without duplicates
 * @param ignored instances of runs that nobody wants, or whose job was cancelled
 * @param waiting instances of runs that collect, or whose job waits
 * @param running instances of runs whose job runs
 * @param done instances of runs whose job is done
 * @param failed instances of runs whose job failed
 * @param held instances of runs that wait for a person
 * @param duplicates repeats that were acknowledged and changed nothing
 * @param conflicts instances among {@code received} whose UID is there with other content
 * @param deliveriesPending result instances × destinations still to be sent
 * @param deliveriesDone result instances × destinations that arrived
 * @param deliveriesFailed result instances × destinations that were given up
 */
public record Balance(
    long received,
    long ignored,
    long waiting,
    long running,
    long done,
    long failed,
    long held,
    long duplicates,
    long conflicts,
    long deliveriesPending,
    long deliveriesDone,
    long deliveriesFailed) {

  /** Returns true if every received instance is accounted for exactly once. */
  public boolean balances() {
    return received == ignored + waiting + running + done + failed + held;
  }
}
