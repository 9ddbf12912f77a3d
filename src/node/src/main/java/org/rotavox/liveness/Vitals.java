package org.rotavox.liveness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signs of life of one node's vital parts. Thread-safe.
 *
 * <p>Times are those of a monotonic clock: a wall clock that is set changes nothing.
 */
public final class Vitals {

  /** So many deaths of one part within {@link #MEMORY} end the process. */
  public static final int LAST_DEATH = 3;

  /** How long a death counts. */
  public static final Duration MEMORY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

  private final List<Pulse> pulses = new CopyOnWriteArrayList<>();
  private final Map<VitalPart, Deque<Long>> deaths = new EnumMap<>(VitalPart.class);
  private final LongSupplier nanoTime;
  private final Consumer<String> lastDeath;

  /**
   * Makes the record of a node.
   *
   * @param lastDeath ends the process; gets the reason as one line; called on the thread that ended
   */
  public Vitals(Consumer<String> lastDeath) {
    this(lastDeath, System::nanoTime);
  }

  /**
   * The same with another monotonic clock.
   *
   * @param nanoTime asked by each part in each of its rounds, on its own thread
   */
  public Vitals(Consumer<String> lastDeath, LongSupplier nanoTime) {
    this.lastDeath = lastDeath;
    this.nanoTime = nanoTime;
  }

  /** Returns a record for what runs outside a node: deaths are logged and end nothing. */
  public static Vitals unwatched() {
    return new Vitals(reason -> LOG.error("{}", reason));
  }

  /**
   * Begins to watch a part, or one of several threads that are the part together.
   *
   * @param name of the thread, for messages
   */
  public Pulse watch(VitalPart part, String name) {
    Pulse pulse = new Pulse(this, part, name, nanoTime.getAsLong());
    pulses.add(pulse);
    return pulse;
  }

  /**
   * A part that did no round for longer than it may.
   *
   * @param part which one
   * @param name its thread
   * @param since since when, before now
   */
  public record Late(VitalPart part, String name, Duration since) {

    /** Returns one line for a person. */
    public String inWords() {
      return part.words()
          + " ("
          + name
          + "): no round for "
          + since.toSeconds()
          + " s, where at most "
          + part.longestRound().toSeconds()
          + " s are expected; it "
          + part.task();
    }
  }

  /** Returns the parts that are late now. */
  public List<Late> late() {
    long now = nanoTime.getAsLong();
    return pulses.stream()
        .map(pulse -> new Late(pulse.part(), pulse.name(), Duration.ofNanos(now - pulse.last())))
        .filter(late -> late.since.compareTo(late.part.longestRound()) > 0)
        .toList();
  }

  void forget(Pulse pulse) {
    pulses.remove(pulse);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Notes a death; the third within an hour ends the process. */
  void died(Pulse pulse, Throwable cause) {
    int count = count(pulse.part());
    LOG.error(
        "{} ({}) ended by {}: it is restarted ({} times within an hour; {} "
            + "times end the process)",
        pulse.part().words(),
        pulse.name(),
        cause.getClass().getSimpleName(),
        count,
        LAST_DEATH,
        cause);
    if (count >= LAST_DEATH) {
      lastDeath.accept(
          "%s (%s) ended %d times within an hour, last by %s"
              .formatted(
                  pulse.part().words(), pulse.name(), count, cause.getClass().getSimpleName()));
    }
  }

  /**
   * Ends the process because of something that starting a part again does not mend.
   *
   * @param reason one line
   */
  public void giveUp(String reason) {
    lastDeath.accept(reason);
  }

  private synchronized int count(VitalPart part) {
    long now = nanoTime.getAsLong();
    Deque<Long> times = deaths.computeIfAbsent(part, any -> new ArrayDeque<>());
    times.addLast(now);
    while (now - times.getFirst() > MEMORY.toNanos() || times.size() > LAST_DEATH) {
      times.removeFirst();
    }
    return times.size();
  }
}
