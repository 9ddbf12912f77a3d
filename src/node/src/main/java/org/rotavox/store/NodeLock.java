package org.rotavox.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rotavox.spool.OwnerOnly;
import org.rotavox.spool.StoreException;

/**
 * The claim of one process on a data folder. The operating system holds it, so that the claim of a
 * dead process is gone with it.
 */
final class NodeLock implements AutoCloseable {

  private static final String NAME = "node.lock";

  private final FileChannel channel;

  private NodeLock(FileChannel channel) {
    this.channel = channel;
  }

  static NodeLock take(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OwnerOnly.forFile(file));
    if (tryLock(channel) == null) {
      channel.close();
      throw new StoreException(
          StoreException.Kind.IN_USE,
          "the data folder "
              + dataFolder
              + " is in use by process "
              + Files.readString(file).strip()
              + ": stop it, or give this node another data folder");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return new NodeLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
