package org.rotavox.receive;

import java.util.concurrent.Semaphore;

/**
 * How much memory all associations together may use for what they read of the objects that came:
 * half of the heap. Whoever would exceed it waits for those before, and fails not. Thread-safe.
 *
 * <p>Shares are estimates from above, made from the length of the file, since what is in it is not
 * known before it is read.
 */
final class MemoryBudget {

  private static final long UNIT_BYTES = 1 << 10;
  private static final long MIB = 1 << 20;

  /** Buffers, and the few attributes that are kept. */
  private static final long LEAST_BYTES = 2 * MIB;

  /** A million fragments or items, with the arrays that grow into them. */
  private static final long MOST_OF_HEADER = 48 * MIB;

  /** A fragment or item of 8 bytes costs its reader at most four times as much. */
  private static final long HEADER_FACTOR = 4;

  /** What two data sets cost that are read whole; each of them is bounded by its reader. */
  private static final long MOST_OF_COMPARISON = 2 * 192 * MIB;

  /** An element of 8 bytes costs its reader about 150; there are two files. */
  private static final long COMPARISON_FACTOR = 2 * 20;

  private final Semaphore units;
  private final int most;

  MemoryBudget(long bytes) {
    this.most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT_BYTES));
    this.units = new Semaphore(most, true);
  }

  static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /** A part of the budget, until it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for the share that reading a header takes which keeps few attributes. */
  Share forHeader(long fileBytes) {
    return take(share(fileBytes, HEADER_FACTOR, MOST_OF_HEADER));
  }

  /** Waits for the share that reading two whole objects takes. */
  Share forComparison(long fileBytes) {
    return take(share(fileBytes, COMPARISON_FACTOR, MOST_OF_COMPARISON));
  }

  private static long share(long fileBytes, long factor, long mostBytes) {
    return LEAST_BYTES + Math.min(mostBytes / factor, fileBytes) * factor;
  }

  /** A share that is more than all there is becomes all there is. */
  private Share take(long bytes) {
    int count = (int) Math.min(most, bytes / UNIT_BYTES);
    units.acquireUninterruptibly(count);
    return () -> units.release(count);
  }

  /** Returns how many bytes are free now. */
  long freeBytes() {
    return units.availablePermits() * UNIT_BYTES;
  }
}
