package org.rotavox.collect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Work that waits for a few threads, taken in turn from each source: whoever sends a thousand runs
 * that are costly to decide delays another by one of them for each thread, not by a thousand.
 * Thread-safe.
 */
final class SourceTurns {

  private final Executor threads;

  /** The source whose turn it is stands first; none is empty. */
  private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();

  SourceTurns(Executor threads) {
    this.threads = threads;
  }

  /**
   * Has something done when it is the turn of its source.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the threads take nothing more; then
   *     it is not done, as after every other exception and error
   */
  void execute(String source, Runnable work) {
    synchronized (waiting) {
      waiting.computeIfAbsent(source, any -> new ArrayDeque<>()).addLast(work);
    }
    try {
      threads.execute(this::next);
    } catch (RuntimeException | Error e) {
      withdraw(source, work);
      throw e;
    }
  }

  private void withdraw(String source, Runnable work) {
    synchronized (waiting) {
      Deque<Runnable> queue = waiting.get(source);
      if (queue != null && queue.removeLastOccurrence(work) && queue.isEmpty()) {
        waiting.remove(source);
      }
    }
  }

  private void next() {
    Runnable work;
    synchronized (waiting) {
      Iterator<Map.Entry<String, Deque<Runnable>>> first = waiting.entrySet().iterator();
      if (!first.hasNext()) {
        return;
      }
      Map.Entry<String, Deque<Runnable>> turn = first.next();
      first.remove();
      work = turn.getValue().removeFirst();
      if (!turn.getValue().isEmpty()) {
        waiting.put(turn.getKey(), turn.getValue());
      }
    }
    work.run();
  }
}
