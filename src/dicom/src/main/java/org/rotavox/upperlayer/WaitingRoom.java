package org.rotavox.upperlayer;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that have not asked for an association yet: no more than a number, and where they
 * become more, the oldest goes of the address that has the most of them. Thread-safe.
 */
final class WaitingRoom<T> {

  /** A connection that waits, and its address. */
  private record Place<T>(T connection, String peerAddress) {}

  private final int most;
  private final Set<Place<T>> waiting = new LinkedHashSet<>();
  private final Map<String, Integer> waitingOfPeer = new HashMap<>();

  WaitingRoom(int most) {
    this.most = most;
  }

  /** Takes a connection in. Returns one that must be closed for it. */
  synchronized Optional<T> enter(T connection, String peerAddress) {
    waiting.add(new Place<>(connection, peerAddress));
    waitingOfPeer.merge(peerAddress, 1, Integer::sum);
    if (waiting.size() <= most) {
      return Optional.empty();
    }
    int crowd = waitingOfPeer.values().stream().max(Integer::compare).orElse(0);
    Optional<Place<T>> oldest =
        waiting.stream()
            .filter(each -> waitingOfPeer.getOrDefault(each.peerAddress, 0) == crowd)
            .findFirst();
    oldest.ifPresent(this::remove);
    return oldest.map(Place::connection);
  }

  /** Returns false if it was sent away meanwhile. */
  synchronized boolean leave(T connection, String peerAddress) {
    return remove(new Place<>(connection, peerAddress));
  }

  private boolean remove(Place<T> place) {
    boolean there = waiting.remove(place);
    if (there) {
      waitingOfPeer.computeIfPresent(
          place.peerAddress, (key, count) -> count > 1 ? count - 1 : null);
    }
    return there;
  }
}
