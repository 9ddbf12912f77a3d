package org.rotavox.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One forcing of the disk for all transactions that committed before it began. The first who waits
 * leads, those who come while it forces share the next round: the cost of the disk is divided among
 * as many as wait.
 */
final class GroupCommit {

  private final Runnable force;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roundEnded = lock.newCondition();
  private long requested;
  private long forced;
  private boolean forcing;
  private @Nullable RuntimeException broken;

  GroupCommit(Runnable force) {
    this.force = force;
  }

  /**
   * Returns after everything that the caller committed before is on the disk.
   *
   * @throws NotForced if the disk could not be forced, now or earlier: what is in memory may never
   *     have reached it, so nothing is promised until the ledger is opened again
   */
  void await() {
    lock.lock();
    try {
      long ticket = ++requested;
      while (forced < ticket) {
        if (broken != null) {
          throw new NotForced(broken);
        }
        if (forcing) {
          roundEnded.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The disk could not be forced, now or earlier. */
  static final class NotForced extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotForced(RuntimeException cause) {
      super("the ledger could not be forced to the disk", cause);
    }
  }

  /** Forces for everybody who has a ticket now; called with the lock, forces without it. */
  private void lead() {
    long round = requested;
    forcing = true;
    lock.unlock();
    RuntimeException failure = null;
    try {
      force.run();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      lock.lock();
      forcing = false;
      if (failure == null) {
        forced = round;
      } else {
        broken = failure;
      }
      roundEnded.signalAll();
    }
  }
}
