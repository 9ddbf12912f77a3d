package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once what a peer does wrong, and stays silent about its repetitions for an hour.
 *
 * <p>A hostile or misconfigured peer can try again a thousand times a minute; the log must not grow
 * with it.
 */
final class PeerLog {

  private static final Logger LOG = LoggerFactory.getLogger(PeerLog.class);
  private static final long SILENCE_NANOS = Duration.ofHours(1).toNanos();
  private static final int MAX_REMEMBERED = 1000;

  private final Map<String, Long> lastSaid =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * Logs, if nothing of this kind was said about the same peer within the last hour.
   *
   * @param peerAddress network address
   * @param kind of deed
   * @param deed what it did and what to do about it; no text of the peer in it
   */
  void report(String peerAddress, String kind, String deed) {
    if (isNew(peerAddress + " " + kind)) {
      LOG.warn("{} {} (the next of its kind is told in an hour)", peerAddress, deed);
    }
  }

  private synchronized boolean isNew(String key) {
    long now = System.nanoTime();
    Long last = lastSaid.get(key);
    if (last != null && now - last < SILENCE_NANOS) {
      return false;
    }
    lastSaid.remove(key);
    lastSaid.put(key, now);
    return true;
  }
}
