package org.rotavox.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.rotavox.support.DaemonThreads;

/**
 * Things read in order by a thread of its own, a few ahead of the one that is asked for: while a
 * peer stores one object, the next ones are read. For one user, once.
 *
 * @param <A> what is read
 * @param <B> what comes of it
 */
final class ReadAhead<A, B> implements Iterable<B>, AutoCloseable {

  private static final int AHEAD = 16;

  private final Iterator<A> unread;
  private final Function<A, B> reader;
  private final Deque<Future<B>> read = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("read-ahead"));

  /**
   * Begins to read.
   *
   * @param reader may be called from another thread; throws nothing
   */
  ReadAhead(List<A> things, Function<A, B> reader) {
    this.unread = things.iterator();
    this.reader = reader;
    for (int n = 0; n < AHEAD; n++) {
      readOneMore();
    }
  }

  private void readOneMore() {
    if (unread.hasNext()) {
      A next = unread.next();
      read.add(thread.submit(() -> reader.apply(next)));
    }
  }

  @Override
  public Iterator<B> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !read.isEmpty();
      }

      @Override
      public B next() {
        if (read.isEmpty()) {
          throw new NoSuchElementException();
        }
        Future<B> first = read.remove();
        readOneMore();
        return resultOf(first);
      }
    };
  }

  private static <B> B resultOf(Future<B> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a file was read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a file could not be read at all", e);
    }
  }

  /** What was not asked for is not read. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
