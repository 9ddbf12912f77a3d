package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once what a peer does wrong, and stays silent about its repetitions for an hour.
 *
 * <p>A hostile or misconfigured peer can try again a thousand times a minute; the log must not grow
 * with it. Thread-safe.
 */
public final class PeerLog {

  private static final Logger LOG = LoggerFactory.getLogger(PeerLog.class);
  private static final long SILENCE_NANOS = Duration.ofHours(1).toNanos();
  private static final int MAX_REMEMBERED = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Long> lastSaid =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** A log in which nothing was said yet. */
  public PeerLog() {
    this(System::nanoTime);
  }

  PeerLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Logs, if nothing of this kind was said about the same peer within the last hour.
   *
   * @param peerAddress network address
   * @param kind of deed; one of a few, so that the number of lines is bounded
   * @param deed what it did and what to do about it; text of the peer only as {@link ForeignText}
   */
  public void report(String peerAddress, String kind, String deed) {
    if (isNew(peerAddress, kind)) {
      say(peerAddress, deed);
    }
  }

  /**
   * The same of a peer whose AE title is known. It is named by both; the hour is counted for its
   * address, since it may call itself differently every time.
   */
  public void report(AssociationInfo peer, String kind, String deed) {
    if (isNew(peer.peerAddress(), kind)) {
      say(peer.calling() + " at " + peer.peerAddress(), deed);
    }
  }

  /** Logs what {@link #isNew} has said to be new. */
  void say(String peer, String deed) {
    LOG.warn("{} {} (the next of its kind is told in an hour)", peer, deed);
  }

  /** Returns true, once an hour, if nothing of this kind was said about the peer. */
  synchronized boolean isNew(String peerAddress, String kind) {
    String key = peerAddress + " " + kind;
    long now = nanos.getAsLong();
    Long last = lastSaid.get(key);
    if (last != null && now - last < SILENCE_NANOS) {
      return false;
    }
    lastSaid.remove(key);
    lastSaid.put(key, now);
    return true;
  }
}
