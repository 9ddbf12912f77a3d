package org.rotavox.liveness;

import java.time.Duration;
import org.rotavox.support.RepeatedFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signs of life of one thread of a vital part. The thread calls {@link #beat} at least once in
 * every {@link VitalPart#longestRound}, also while it waits.
 */
public final class Pulse {

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  /** Before a thread that died goes on, so that a lasting fault does not fill the log. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vitals vitals;
  private final VitalPart part;
  private final String name;
  private final RepeatedFaults faults = new RepeatedFaults();
  private volatile long last;

  Pulse(Vitals vitals, VitalPart part, String name, long now) {
    this.vitals = vitals;
    this.part = part;
    this.name = name;
    this.last = now;
  }

  VitalPart part() {
    return part;
  }

  String name() {
    return name;
  }

  long last() {
    return last;
  }

  /** Says that a round was done. */
  public void beat() {
    last = vitals.now();
  }

  /** Says that the thread ends as it should: it is watched no more. */
  public void end() {
    vitals.forget(this);
  }

  /**
   * Does one round of something that is called again anyway. An exception is logged, an error is a
   * death; neither gets out.
   *
   * @param what is called, for messages
   */
  public void round(String what, Runnable round) {
    try {
      runOrLog(what, round);
      beat();
    } catch (Throwable e) {
      vitals.died(this, e);
    }
  }

  private void runOrLog(String what, Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      faults.report(LOG, what + " failed; it is called again at its next time", e);
    }
  }

  /** What a vital thread does until it is told to stop. */
  @FunctionalInterface
  public interface Loop {
    /** Returns when it was told to stop. */
    void run() throws InterruptedException;
  }

  /**
   * Makes the body of a thread: whatever ends the loop otherwise than by its return is a death, and
   * it begins again on the same thread, which needs no new one where none can be had.
   */
  public Runnable keepRunning(Loop loop) {
    return () -> {
      try {
        while (!isOver(loop)) {
          Thread.sleep(PAUSE.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it is asked to end
      } finally {
        end();
      }
    };
  }

  private boolean isOver(Loop loop) throws InterruptedException {
    try {
      loop.run();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      vitals.died(this, e);
      return false;
    }
  }
}
