package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rotavox.support.DaemonThreads;

/**
 * One thread that closes connections on which a read, a write or a handshake takes too long.
 *
 * <p>Reads have a timeout of their own, writes have none in Java, and a TLS record that trickles in
 * byte by byte outwits both: closing the TCP connection below ends them all. The thread ends by
 * itself when nothing is watched.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** The read timeout of the socket fires first, so that an orderly abort is still possible. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor executor;
  private final RunningClock clock = new RunningClock(System::nanoTime, LOOK_EVERY);

  Watchdog(String threadName) {
    executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(threadName));
    executor.setKeepAliveTime(5, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Starts to watch a connection. */
  Guard watch(Socket connection) {
    clock.tick();
    Guard guard = new Guard(connection, clock);
    Future<?> task =
        executor.scheduleWithFixedDelay(
            guard::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    guard.task = task;
    return guard;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** The watch over one connection. */
  static final class Guard {

    private final Socket connection;
    private final RunningClock clock;
    private volatile Future<?> task = new java.util.concurrent.CompletableFuture<>();
    private volatile boolean armed;
    private volatile long deadlineNanos;
    private volatile boolean fired;

    private Guard(Socket connection, RunningClock clock) {
      this.connection = connection;
      this.clock = clock;
    }

    /** From now on the connection is closed unless {@link #disarm} comes in time. */
    void arm(long longestNanos) {
      deadlineNanos = System.nanoTime() + longestNanos + GRACE.toNanos();
      armed = true;
    }

    void disarm() {
      armed = false;
    }

    /** Returns the clock by which a peer is judged. */
    RunningClock clock() {
      return clock;
    }

    /** Whether the connection was closed by this guard. */
    boolean fired() {
      return fired;
    }

    void release() {
      armed = false;
      task.cancel(false);
    }

    private void look() {
      clock.tick();
      if (armed && System.nanoTime() - deadlineNanos > 0) {
        fired = true;
        armed = false;
        closeQuietly(connection);
      }
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is left to be done for a connection that cannot even be closed
    }
  }
}
