package org.rotavox.receive;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /** What one data set costs that is read whole; its reader bounds it. */
  private static final long MOST_OF_REPORT = MOST_OF_COMPARISON / 2;

  private static final long REPORT_FACTOR = COMPARISON_FACTOR / 2;

  private final Semaphore units;
  private final int most;

  MemoryBudget(long bytes) {
    this.most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT_BYTES));
    this.units = new Semaphore(most, true);
  }

  static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /** A part of the budget, until it is closed; repeated calls do nothing. */
  interface Share extends AutoCloseable {

    /** Returns how large it is. */
    long bytes();

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

  /** Waits for the share that reading a report of so many bytes takes. */
  Share forReport(long bytes) {
    return take(share(bytes, REPORT_FACTOR, MOST_OF_REPORT));
  }

  private static long share(long fileBytes, long factor, long mostBytes) {
    return LEAST_BYTES + Math.min(mostBytes / factor, fileBytes) * factor;
  }

  /** A share that is more than all there is becomes all there is. */
  private Share take(long bytes) {
    int count = (int) Math.min(most, bytes / UNIT_BYTES);
    units.acquireUninterruptibly(count);
    return new Taken(count);
  }

  private final class Taken implements Share {

    private final int count;
    private final AtomicBoolean closed = new AtomicBoolean();

    Taken(int count) {
      this.count = count;
    }

    @Override
    public long bytes() {
      return count * UNIT_BYTES;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        units.release(count);
      }
    }
  }

  /** Returns about how many wait for a share now. */
  int waiting() {
    return units.getQueueLength();
  }

  /** Returns how many bytes are free now. */
  long freeBytes() {
    return units.availablePermits() * UNIT_BYTES;
  }
}
