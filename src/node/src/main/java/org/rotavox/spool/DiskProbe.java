package org.rotavox.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out by trying whether a folder can be written, and why not: the words of an error are in
 * the language of the system, and a quota shows in no figure of the disk.
 */
public final class DiskProbe {

  /** What a folder that is not full takes. */
  private static final int PROBE_BYTES = 1 << 18;

  private DiskProbe() {}

  /** What a folder takes. */
  public enum Finding {
    /** Files can be written. */
    WRITABLE,
    /** Files can be made, but not filled: the disk or a quota is full. */
    FULL,
    /** No file can be made: mounted read-only, or owned by another user. */
    CLOSED
  }

  /** Tries a folder; nothing is left in it. */
  public static Finding of(Path folder) {
    if (!Files.isWritable(folder)) {
      return Finding.CLOSED;
    }
    Path file = folder.resolve("probe-" + UUID.randomUUID() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            OwnerOnly.forFile(file))) {
      return takes(channel) ? Finding.WRITABLE : Finding.FULL;
    } catch (IOException e) {
      // a full disk may have no room for the name either
      return hasBytes(folder) ? Finding.CLOSED : Finding.FULL;
    }
  }

  private static boolean takes(FileChannel channel) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasBytes(Path folder) {
    try {
      return DiskSpace.usableBytes(folder) > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns what a write that failed in a folder means. */
  static StoreException explain(Path folder, IOException cause) {
    return switch (of(folder)) {
      case FULL ->
          new StoreException(
              StoreException.Kind.NO_ROOM,
              "the disk of the spool is full, or a quota on it is reached: free "
                  + "disk space, or shorten the retention; receiving then continues by "
                  + "itself",
              cause);
      case CLOSED, WRITABLE ->
          new StoreException(
              StoreException.Kind.UNUSABLE,
              "the spool cannot be written ("
                  + cause.getMessage()
                  + "): check disk, mount and owner of the data folder",
              cause);
    };
  }
}
