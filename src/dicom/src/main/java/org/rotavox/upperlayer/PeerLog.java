package org.rotavox.upperlayer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.rotavox.support.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once what a peer does wrong, counts its repetitions for an hour without a line, and logs
 * their number with the next one.
 *
 * <p>A hostile or misconfigured peer can try again a thousand times a minute; the log must not grow
 * with it. Another cause is another deed, so that a second fault behind the first is seen; of one
 * kind at most {@link #MOST_CAUSES} causes are told apart in a peer. Thread-safe.
 */
public final class PeerLog {

  /** Causes of one kind that are told apart in one peer; all further ones count as one. */
  static final int MOST_CAUSES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(PeerLog.class);
  private static final Duration SILENCE = Duration.ofHours(1);
  private static final int MAX_REMEMBERED = 10_000;
  private static final String FURTHER_CAUSES = "further";

  /** What may differ between two deeds of one cause: quoted text, UIDs and numbers, not tags. */
  private static final Pattern PARTICULARS =
      Pattern.compile("\"[^\"]*\"|(?<![(,\\w])\\d[\\d.]*(?![\\w,])");

  private final LongSupplier nanos;
  private final long silenceNanos;
  private final Map<String, Map<String, Said>> saidOfKind = new BoundedMap<>(MAX_REMEMBERED);

  /** A log in which nothing was said yet. */
  public PeerLog() {
    this(System::nanoTime);
  }

  PeerLog(LongSupplier nanos) {
    this(nanos, SILENCE);
  }

  private PeerLog(LongSupplier nanos, Duration silence) {
    this.nanos = nanos;
    this.silenceNanos = silence.toNanos();
  }

  /** A log that is silent about repetitions for another time than an hour. */
  public static PeerLog silentFor(Duration silence) {
    return new PeerLog(System::nanoTime, silence);
  }

  /** When a deed was last told, and how often it was done since. */
  private static final class Said {
    private long atNanos;
    private long untold;
  }

  /**
   * Logs, if nothing of this kind and cause was said about the same peer within the last hour.
   *
   * @param peerAddress network address
   * @param kind of deed; one of a few, so that the number of lines is bounded
   * @param deed what it did and what to do about it; text of the peer only as {@link ForeignText}.
   *     Two deeds that differ only in numbers, UIDs and quoted text have the same cause
   */
  public void report(String peerAddress, String kind, String deed) {
    count(peerAddress, kind, causeOf(deed))
        .ifPresent(untold -> say(peerAddress, deed + more(untold)));
  }

  /**
   * The same of a peer whose AE title is known. It is named by both; the hour is counted for its
   * address, since it may call itself differently every time.
   */
  public void report(AssociationInfo peer, String kind, String deed) {
    count(peer.peerAddress(), kind, causeOf(deed))
        .ifPresent(
            untold -> say(peer.calling() + " at " + peer.peerAddress(), deed + more(untold)));
  }

  /**
   * Counts a fault that the caller logs.
   *
   * @return the words to add if it is to be told now: how often it was done since the last time
   */
  public Optional<String> told(String peerAddress, String kind) {
    OptionalLong untold = count(peerAddress, kind, "");
    return untold.isPresent() ? Optional.of(more(untold.getAsLong())) : Optional.empty();
  }

  /** Logs what {@link #isNew} has said to be new. */
  void say(String peer, String deed) {
    LOG.warn("{} {} (the next of this kind is logged in an hour)", peer, deed);
  }

  /** Returns true, once an hour, if nothing of this kind was said about the peer. */
  boolean isNew(String peerAddress, String kind) {
    return count(peerAddress, kind, "").isPresent();
  }

  private static String more(long untold) {
    return untold == 0 ? "" : "; %d times more since the last line".formatted(untold);
  }

  static String causeOf(String deed) {
    return PARTICULARS.matcher(deed).replaceAll("#");
  }

  /** Returns how many were not told since the last time, if this one is to be told. */
  private synchronized OptionalLong count(String peerAddress, String kind, String cause) {
    String key = peerAddress + " " + kind;
    Map<String, Said> causes = saidOfKind.computeIfAbsent(key, each -> new HashMap<>());
    long now = nanos.getAsLong();
    causes.values().removeIf(each -> each.untold == 0 && isOver(each, now));
    boolean further = !causes.containsKey(cause) && causes.size() >= MOST_CAUSES;
    Said known = causes.get(further ? FURTHER_CAUSES : cause);
    if (known != null && !isOver(known, now)) {
      known.untold++;
      return OptionalLong.empty();
    }
    Said said = new Said();
    said.atNanos = now;
    causes.put(further ? FURTHER_CAUSES : cause, said);
    return OptionalLong.of(known == null ? 0 : known.untold);
  }

  private boolean isOver(Said said, long now) {
    return now - said.atNanos >= silenceNanos;
  }
}
