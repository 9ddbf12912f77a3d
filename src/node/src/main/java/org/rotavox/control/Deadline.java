package org.rotavox.control;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long: a socket channel knows no time-outs of its own. One thread
 * for all connections of a server or a client.
 */
final class Deadline implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("control-deadline"));

  /** Closes the connection after this long, unless what is returned is cancelled before. */
  Future<?> close(Closeable connection, Duration limit) {
    return clock.schedule(() -> quietly(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void quietly(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close cleanly", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
