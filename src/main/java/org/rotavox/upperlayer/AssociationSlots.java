package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts the open associations, in all and for each peer, against their limits. Thread-safe. */
final class AssociationSlots {

  private final int most;
  private final int mostPerPeer;
  private final Map<String, Integer> takenByPeer = new HashMap<>();
  private int taken;

  AssociationSlots(int most, int mostPerPeer) {
    this.most = most;
    this.mostPerPeer = mostPerPeer;
  }

  synchronized boolean tryTake(String peer) {
    int ofPeer = takenByPeer.getOrDefault(peer, 0);
    if (taken >= most || ofPeer >= mostPerPeer) {
      return false;
    }
    taken++;
    takenByPeer.put(peer, ofPeer + 1);
    return true;
  }

  synchronized void giveBack(String peer) {
    taken--;
    takenByPeer.computeIfPresent(peer, (key, count) -> count > 1 ? count - 1 : null);
    notifyAll();
  }

  synchronized int taken() {
    return taken;
  }

  /** Waits until none is taken; false if that took too long or the thread was interrupted. */
  synchronized boolean awaitNone(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (taken > 0) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
