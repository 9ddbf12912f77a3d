package org.rotavox.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Where values lie while they are used that have no place on disk of their own: the pixels of a
 * deflated object. The files are the owner's alone and go when they are closed; on POSIX systems
 * they have no name from the moment in which they are open, so that a process that is killed leaves
 * none. Thread-safe.
 */
public final class TemporaryFiles {

  /** Asked before every so many bytes: 4 MiB. */
  private static final int ASKED_EVERY_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final Room room;

  /** Says whether more may be written. */
  @FunctionalInterface
  public interface Room {

    /**
     * Returns if there is room.
     *
     * @throws IOException if not, with figures
     */
    void require() throws IOException;
  }

  /**
   * Keeps them in a folder.
   *
   * @param folder exists
   * @param room asked before a file is made and every 4 MiB
   */
  public TemporaryFiles(Path folder, Room room) {
    this.folder = folder;
    this.room = room;
  }

  /** Returns those of commands, in the folder that the system has for such files. */
  public static TemporaryFiles ofSystem() {
    return new TemporaryFiles(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), () -> {});
  }

  /**
   * Writes a stream into a new file.
   *
   * @return the file, at its beginning; it is gone when it is closed
   * @throws IOException if there is no room, or the stream or the file fails; nothing is left then
   */
  FileChannel fill(InputStream from) throws IOException {
    room.require();
    FileChannel file = create();
    try {
      copy(from, file);
      return file;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private void copy(InputStream from, FileChannel to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long unasked = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      unasked += read;
      if (unasked >= ASKED_EVERY_BYTES) {
        room.require();
        unasked = 0;
      }
    }
    to.position(0);
  }

  private FileChannel create() throws IOException {
    Path file = folder.resolve("rotavox-" + UUID.randomUUID() + ".tmp");
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        ownerOnly(file));
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
