package org.rotavox.recon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The threads of one reconstruction: tasks go in, failures come out as what they were. */
public final class Workers implements AutoCloseable {

  private static final long SECONDS_TO_END = 60;

  private final ExecutorService executor;
  private final int threads;

  public Workers(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "reconstruction");
              thread.setDaemon(true);
              return thread;
            });
  }

  public int threads() {
    return threads;
  }

  /** A task that fails as a reconstruction does. */
  public interface Task {
    void run() throws ReconstructionException, IOException;
  }

  /**
   * Calls {@code body} with 0 to {@code count} - 1, on all threads; returns when all calls have
   * returned. Never from one of these threads: it would wait for itself.
   *
   * @throws ReconstructionException if the calling thread is interrupted
   */
  public void forEach(int count, IntConsumer body) throws ReconstructionException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> tasks = new ArrayList<>();
    for (int n = 0; n < Math.min(threads, count); n++) {
      tasks.add(
          start(
              () -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                  body.accept(i);
                }
              }));
    }
    try {
      await(tasks);
    } catch (IOException e) {
      throw new IllegalStateException("no task reads files", e);
    }
  }

  /**
   * Does the same as {@link #forEach(int, IntConsumer)} on threads of its own.
   *
   * @throws CancellationException if the calling thread is interrupted
   */
  public static void forEach(int threads, int count, IntConsumer body) {
    try (Workers workers = new Workers(threads)) {
      workers.forEach(count, body);
    } catch (ReconstructionException e) {
      CancellationException cancelled = new CancellationException(e.getMessage());
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** Starts a task. */
  public Future<?> start(Task task) {
    Callable<Object> callable =
        () -> {
          task.run();
          return true;
        };
    return executor.submit(callable);
  }

  /** Waits for tasks; the first failure is thrown after all have ended. */
  public void await(List<? extends Future<?>> tasks) throws ReconstructionException, IOException {
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ReconstructionException(
            ReconstructionException.Kind.CANCELLED, "the reconstruction was interrupted", e);
      }
    }
    if (!failures.isEmpty()) {
      rethrow(failures.get(0));
    }
  }

  private static void rethrow(Throwable failure) throws ReconstructionException, IOException {
    if (failure instanceof ReconstructionException e) {
      throw e;
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(failure);
  }

  /** Ends the threads; returns when none runs any more, so that nobody writes into freed memory. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
