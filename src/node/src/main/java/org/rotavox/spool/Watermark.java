package org.rotavox.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The least free disk with which the spool takes objects in.
 *
 * <p>Below it nothing more is taken in; above it by a twentieth, everything is again, so that a
 * disk that hovers at the mark does not let in one object in two. Each change is logged once, with
 * figures and what to do. All methods may be called by several threads.
 */
final class Watermark {

  private static final Logger LOG = LoggerFactory.getLogger(Watermark.class);
  private static final int PART_ABOVE = 20;

  private final Path folder;
  private final long minimumFreeBytes;
  private final FreeDisk freeDisk;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean unknown;
  private boolean below;
  private long turnedAway;

  /**
   * Watches the disk of a folder.
   *
   * @param minimumFreeBytes 0 = no watermark
   */
  Watermark(Path folder, long minimumFreeBytes) {
    this(folder, minimumFreeBytes, () -> DiskSpace.usableBytes(folder));
  }

  Watermark(Path folder, long minimumFreeBytes, FreeDisk freeDisk) {
    this.folder = folder;
    this.minimumFreeBytes = minimumFreeBytes;
    this.freeDisk = freeDisk;
  }

  /** Tells how many bytes a disk has left for this process. */
  @FunctionalInterface
  interface FreeDisk {

    long bytes() throws IOException;
  }

  /** Returns how many bytes the disk has left for this process. */
  long freeBytes() throws IOException {
    return freeDisk.bytes();
  }

  /**
   * Returns true if objects are taken in. A disk that cannot be asked takes them in: that it is
   * full shows when it is written to.
   */
  boolean hasRoom() {
    long free;
    try {
      free = freeBytes();
    } catch (IOException e) {
      if (!unknown) {
        unknown = true;
        LOG.warn(
            "{}: objects are received without the watermark store.minimumFree", e.getMessage());
      }
      return true;
    }
    lock.lock();
    try {
      if (!below && free < minimumFreeBytes) {
        below = true;
        turnedAway = 0;
        LOG.error("{}", refusal(free));
      } else if (below && free - minimumFreeBytes >= minimumFreeBytes / PART_ABOVE) {
        below = false;
        LOG.info(
            "the disk of the spool has {} free again: objects are received; {} associations and"
                + " objects were refused meanwhile",
            inWords(free),
            turnedAway);
      }
      return !below;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns true if what was begun may go on: half of the watermark is left, which is the ledger's.
   *
   * @param bytes how much is written at once
   */
  boolean leavesReserve(long bytes) {
    try {
      return freeBytes() - bytes >= minimumFreeBytes / 2;
    } catch (IOException e) {
      return hasRoom(); // which says so
    }
  }

  /**
   * Counts what is turned away while there is no room.
   *
   * @return true if there is room
   */
  boolean admits() {
    boolean room = hasRoom();
    if (!room) {
      lock.lock();
      try {
        turnedAway++;
      } finally {
        lock.unlock();
      }
    }
    return room;
  }

  /** Returns why nothing is taken in, with figures and what to do. */
  String refusal(long freeBytes) {
    return "the disk of the spool has "
        + inWords(freeBytes)
        + " free, store.minimumFree is "
        + inWords(minimumFreeBytes)
        + ": new associations are rejected and objects are answered A700; free disk space in or"
        + " around "
        + folder
        + ", or keep less (store.keep..., store.max...); receiving goes on by itself when there is a"
        + " twentieth more than that";
  }

  private static String inWords(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
