package org.rotavox.receive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Room for reports of archives while they come, over all associations: an eighth of the heap.
 * Nobody waits for it, since a peer that sends slowly may hold it: who finds none is answered, and
 * reports again. The first {@link #STEP_BYTES} of each report need none. Thread-safe.
 */
final class ReportRoom {

  static final int STEP_BYTES = 256 * 1024;

  /** A byte that came is in its step, in the whole, and in a copy while it is read. */
  private static final int FACTOR = 3;

  private final Semaphore steps;

  ReportRoom(long bytes) {
    this.steps = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / STEP_BYTES / FACTOR));
  }

  static ReportRoom ofHeap() {
    return new ReportRoom(Runtime.getRuntime().maxMemory() / 8);
  }

  /** What is done with a report that is there as a whole. */
  interface Use<T> {
    T of(byte[] report) throws IOException;
  }

  /**
   * Reads a report and uses it, while it has its room.
   *
   * @param longest bytes that are read; the rest is left
   * @return empty if there was no room for it
   * @throws IOException if the data do not come, or what its use throws
   */
  <T> Optional<T> use(InputStream data, int longest, Use<T> use) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    int length = 0;
    int taken = 0;
    try {
      while (length < longest) {
        if (!parts.isEmpty()) {
          if (!steps.tryAcquire()) {
            return Optional.empty();
          }
          taken++;
        }
        byte[] part = data.readNBytes(Math.min(STEP_BYTES, longest - length));
        parts.add(part);
        length += part.length;
        if (part.length < STEP_BYTES) {
          break;
        }
      }
      return Optional.of(use.of(joined(parts, length)));
    } finally {
      steps.release(taken);
    }
  }

  private static byte[] joined(List<byte[]> parts, int length) {
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  /** Returns how many steps are free. */
  int free() {
    return steps.availablePermits();
  }
}
