package org.rotavox.upperlayer;

import java.time.Duration;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the loop that takes connections on a thread of its own. A server without that thread accepts
 * nothing and shows no fault to its peers, so that programs that run for long may supervise it.
 */
@FunctionalInterface
public interface AcceptThread {

  /** Starts the loop again, one second after whatever it threw; the fault is logged. */
  AcceptThread RESTARTED = AcceptThread::startRestarted;

  /**
   * Starts a daemon thread that runs the loop until it returns.
   *
   * @param name name of the thread
   */
  void start(String name, Loop loop);

  /** Takes connections until the server is closed. */
  @FunctionalInterface
  interface Loop {
    /**
     * Returns when the server is closed.
     *
     * @param roundDone is called at least every ten seconds, also while no connection comes
     */
    void run(Runnable roundDone) throws InterruptedException;
  }

  private static void startRestarted(String name, Loop loop) {
    DaemonThreads.start(
        name,
        () -> {
          Logger log = LoggerFactory.getLogger(AcceptThread.class);
          try {
            while (!isOver(loop, log)) {
              Thread.sleep(Duration.ofSeconds(1).toMillis());
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is asked to end
          }
        });
  }

  private static boolean isOver(Loop loop, Logger log) throws InterruptedException {
    try {
      loop.run(() -> {});
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      log.error("taking connections ended with a fault and is restarted", e);
      return false;
    }
  }
}
