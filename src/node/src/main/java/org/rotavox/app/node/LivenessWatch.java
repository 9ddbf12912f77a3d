package org.rotavox.app.node;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rotavox.liveness.Vitals;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when a vital part becomes late, and when it is on time again; each once. Has a
 * thread of its own, since it watches the ticks, too.
 */
final class LivenessWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LivenessWatch.class);

  private final Vitals vitals;
  private final Duration every;
  private final Thread thread;
  private final Set<String> known = new HashSet<>();

  LivenessWatch(Vitals vitals, Duration every) {
    this.vitals = vitals;
    this.every = every;
    this.thread = DaemonThreads.of("liveness", this::run);
  }

  LivenessWatch start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(every.toMillis());
        look();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.error("the vital parts cannot be checked now: {}", e.toString());
      }
    }
  }

  /** Looks once. */
  void look() {
    List<Vitals.Late> late = vitals.late();
    Set<String> names = new HashSet<>();
    for (Vitals.Late each : late) {
      String name = each.part().words() + " (" + each.name() + ")";
      names.add(name);
      if (known.add(name)) {
        LOG.error("late: {}; if it stays so, restart the node", each.inWords());
      }
    }
    for (String name : Set.copyOf(known)) {
      if (!names.contains(name)) {
        known.remove(name);
        LOG.warn("{} is on time again", name);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
