package org.rotavox.acquisition;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * The memory in which runs are looked at: one that needs more than there is gets an obstacle before
 * anything is allocated; large ones wait for each other rather than exceed it together. Those that
 * need an eighth of the heap or less never wait, so that no large one delays them. Thread-safe.
 */
final class FrameRoom {

  /**
   * What looking at the frames of a run holds at the same time for each pixel of a frame, bytes:
   * measured with runs of 1024 and 2048 rows, whose least heaps differ by 38 to 51.
   */
  static final int BYTES_PER_PIXEL = 48;

  /** No angiography system makes runs of more frames; lists of one value a frame are bounded. */
  static final int MOST_FRAMES = 100_000;

  private static final int MEBIBYTE = 1 << 20;

  private static final int SMALL_PART = 8;

  private final long heapBytes;
  private final int mebibytes;
  private final Semaphore free;

  /** Divides three quarters of a heap of this size. */
  FrameRoom(long heapBytes) {
    this.heapBytes = heapBytes;
    this.mebibytes = (int) Math.min(Integer.MAX_VALUE, Math.max(1, heapBytes / 4 * 3 / MEBIBYTE));
    this.free = new Semaphore(mebibytes, true);
  }

  /** Gives back what was taken. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns false, with an obstacle, if a run has more frames than any. */
  static boolean hasPossibleLength(int frames, Finding finding) {
    if (frames <= MOST_FRAMES) {
      return true;
    }
    finding.obstacle(
        ObstacleCode.TOO_LARGE,
        Tag.NumberOfFrames,
        "expected at most " + MOST_FRAMES + " frames, found " + frames,
        "");
    return false;
  }

  /**
   * Returns false, with an obstacle, if there can never be room for a frame, or if the pixels
   * cannot be described.
   */
  boolean fits(StoredFrames stored, Finding finding) throws IOException {
    PixelDescription layout;
    try {
      layout = stored.describe();
    } catch (DicomFormatException e) {
      finding.unreadablePixels(e);
      return false;
    }
    if (needed(layout) <= mebibytes) {
      return true;
    }
    finding.obstacle(
        ObstacleCode.TOO_LARGE,
        "looking at frames of %d x %d pixels takes %d MiB, more than three quarters of the Java heap"
                .formatted(layout.columns(), layout.rows(), needed(layout))
            + " of %d MiB".formatted(heapBytes / MEBIBYTE));
    return false;
  }

  /** Waits until there is room for a frame of these. */
  Lease take(StoredFrames stored) throws IOException {
    long needed = needed(stored.describe());
    if (needed * MEBIBYTE <= heapBytes / SMALL_PART) {
      return () -> {};
    }
    int taken = (int) Math.min(mebibytes, needed);
    try {
      free.acquire(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the run waited for memory");
    }
    return () -> free.release(taken);
  }

  private static long needed(PixelDescription layout) {
    return (long) layout.pixels() * BYTES_PER_PIXEL / MEBIBYTE + 1;
  }
}
