package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The open associations, in all and for each peer, against their limits. Thread-safe.
 *
 * <p>Where all are taken, a caller whose address holds none gets one of a few more, one for every
 * {@link #ONE_MORE_FOR}. Where these are taken too, a caller whose address holds fewer than another
 * one gets the slot of the slowest association there, unless that one is as fast as {@link
 * ProtocolLimits#FAST_PEER}: a few addresses that hold all slots keep nobody out. Once a known
 * caller has come, {@link #KEPT_FOR_KNOWN} of the slots are kept for known ones.
 */
final class AssociationSlots {

  /** One of so many slots is kept for callers that are known. */
  static final int KEPT_FOR_KNOWN = 5;

  /** For so many slots there is one more, for callers whose address holds none. */
  static final int ONE_MORE_FOR = 10;

  private final int most;
  private final int mostPerPeer;
  private final Map<String, Integer> takenByPeer = new HashMap<>();
  private final Set<Slot> taken = new LinkedHashSet<>();
  private boolean knownHasCome;
  private boolean closed;

  AssociationSlots(int most, int mostPerPeer) {
    this.most = most;
    this.mostPerPeer = mostPerPeer;
  }

  /** Who holds a slot. */
  interface Holder {

    /** Network address, in numbers. */
    String peerAddress();

    /** How fast it sends; see {@link Pace}. */
    double bytesPerSecond();

    /** Ends it, since its slot is another's now. */
    void sendAway();
  }

  /** A slot that is taken. */
  record Slot(Holder holder, boolean known) {}

  /**
   * Takes a slot, if need be from another one, who is sent away.
   *
   * @param known the caller is one that the node knows
   */
  Optional<Slot> take(Holder holder, boolean known) {
    Slot slot = new Slot(holder, known);
    Optional<Slot> slowest = Optional.empty();
    synchronized (this) {
      knownHasCome |= known;
      int ofPeer = takenByPeer.getOrDefault(holder.peerAddress(), 0);
      if (closed || ofPeer >= mostPerPeer) {
        return Optional.empty();
      }
      if (!isFree(ofPeer, known)) {
        slowest = slowest(ofPeer, known);
        if (slowest.isEmpty()) {
          return Optional.empty();
        }
        giveBack(slowest.get());
      }
      taken.add(slot);
      takenByPeer.merge(holder.peerAddress(), 1, Integer::sum);
    }
    slowest.ifPresent(gone -> gone.holder().sendAway());
    return Optional.of(slot);
  }

  private boolean isFree(int ofPeer, boolean known) {
    int limit = most + (ofPeer == 0 ? most / ONE_MORE_FOR : 0);
    if (taken.size() >= limit) {
      return false;
    }
    return known
        || !knownHasCome
        || taken.stream().filter(each -> !each.known()).count() < limit - most / KEPT_FOR_KNOWN;
  }

  /** Whether another try may have success soon, which it has not while its own limit is reached. */
  synchronized boolean mayBecomeFree(String peer) {
    return !closed && takenByPeer.getOrDefault(peer, 0) == 0;
  }

  private Optional<Slot> slowest(int ofPeer, boolean known) {
    return taken.stream()
        .filter(each -> known || !each.known())
        .filter(each -> takenByPeer.getOrDefault(each.holder().peerAddress(), 0) > ofPeer)
        .map(each -> new Paced(each, each.holder().bytesPerSecond()))
        .filter(each -> each.bytesPerSecond < ProtocolLimits.FAST_PEER)
        .min(
            Comparator.comparing((Paced each) -> each.slot.known())
                .thenComparing(Paced::bytesPerSecond))
        .map(Paced::slot);
  }

  private record Paced(Slot slot, double bytesPerSecond) {}

  /** Gives a slot back; what was given back before, or taken away, changes nothing. */
  synchronized void giveBack(Slot slot) {
    if (taken.remove(slot)) {
      takenByPeer.computeIfPresent(
          slot.holder().peerAddress(), (key, count) -> count > 1 ? count - 1 : null);
      notifyAll();
    }
  }

  /** No more are given. */
  synchronized void close() {
    closed = true;
  }

  synchronized int taken() {
    return taken.size();
  }

  /** Waits until none is taken; false if that took too long or the thread was interrupted. */
  synchronized boolean awaitNone(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!taken.isEmpty()) {
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
