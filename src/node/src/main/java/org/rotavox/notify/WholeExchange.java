package org.rotavox.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rotavox.support.DaemonThreads;

/**
 * One time limit over a whole exchange with a server: the limits of single reads are outwitted by
 * one that answers a byte at a time. Each exchange has a thread of its own, which is interrupted
 * when it takes too long; a few that do not end all the same are left behind. For one thread.
 */
final class WholeExchange {

  /** So many exchanges may hang; then no other begins. */
  private static final int MOST_LEFT_BEHIND = 4;

  private final String name;
  private final Duration longest;
  private final List<Thread> leftBehind = new ArrayList<>();

  /**
   * @param name of the thread
   * @param longest for an exchange from its first to its last byte
   */
  WholeExchange(String name, Duration longest) {
    this.name = name;
    this.longest = longest;
  }

  /** What is said to the server, and what it answers. */
  @FunctionalInterface
  interface Exchange {
    void run() throws IOException;
  }

  /**
   * Runs an exchange.
   *
   * @throws IOException if it fails or does not end in time, or if too many have not ended yet
   */
  void run(Exchange exchange) throws IOException {
    leftBehind.removeIf(thread -> !thread.isAlive());
    if (leftBehind.size() == MOST_LEFT_BEHIND) {
      throw new IOException(
          "the server has not ended the last " + MOST_LEFT_BEHIND + " exchanges yet");
    }
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              exchange.run();
              return true;
            });
    Thread thread = DaemonThreads.start(name, task);
    leftBehind.add(thread);
    try {
      task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new IOException(
          "the exchange with the server did not end within " + longest.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IOException("the exchange failed: " + e.getCause(), e);
    }
  }
}
