package org.rotavox.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.rotavox.spool.OwnerOnly;

/**
 * Where the socket of a data folder is: {@code control.sock} in it. An operating system takes only
 * some 100 bytes of path for a socket; where the data folder's is longer, the socket lies in a
 * folder of its own among the temporary files, and {@code control.path} in the data folder says
 * where.
 */
final class ControlAddress {

  static final String SOCKET = "control.sock";
  static final String ELSEWHERE = "control.path";

  /** 108 on Linux and 104 on others, with the zero at the end. */
  static final int MAX_PATH_BYTES = 100;

  private static final Set<PosixFilePermission> OWNER_ONLY_FILE =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private ControlAddress() {}

  /**
   * Removes what a dead process left and returns where to bind. The caller has the data folder for
   * itself.
   *
   * @param temporary where the socket goes if the path of the data folder is too long
   */
  static Path prepare(Path dataFolder, Path temporary) throws IOException {
    remove(dataFolder);
    Path here = dataFolder.toAbsolutePath().normalize().resolve(SOCKET);
    if (fits(here)) {
      return here;
    }
    Path folder =
        Files.createTempDirectory(
            temporary, "rotavox-", PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
    Path there = folder.resolve(SOCKET);
    if (!fits(there)) {
      Files.delete(folder);
      throw new IOException(
          "neither "
              + here
              + " nor a folder in "
              + temporary
              + " is short enough for a socket ("
              + MAX_PATH_BYTES
              + " bytes): choose a shorter store.dataFolder or java.io.tmpdir");
    }
    OwnerOnly.write(dataFolder.resolve(ELSEWHERE), there.toString());
    return there;
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
  }

  /** Lets nobody but the owner open the socket. */
  static void protect(Path socket) throws IOException {
    Files.setPosixFilePermissions(socket, OWNER_ONLY_FILE);
  }

  /** Returns the socket of a data folder; empty if there is none. */
  static Optional<Path> find(Path dataFolder) throws IOException {
    Path socket = elsewhere(dataFolder).orElse(dataFolder.toAbsolutePath().resolve(SOCKET));
    return Files.exists(socket) ? Optional.of(socket.normalize()) : Optional.empty();
  }

  private static Optional<Path> elsewhere(Path dataFolder) throws IOException {
    Path note = dataFolder.resolve(ELSEWHERE);
    return Files.exists(note)
        ? Optional.of(Path.of(Files.readString(note).strip()))
        : Optional.empty();
  }

  /** Removes the socket, and where it lies elsewhere its folder and the note. */
  static void remove(Path dataFolder) throws IOException {
    Optional<Path> elsewhere = elsewhere(dataFolder);
    if (elsewhere.isPresent()) {
      Path folder = elsewhere.get().getParent();
      Files.deleteIfExists(elsewhere.get());
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
      Files.delete(dataFolder.resolve(ELSEWHERE));
    }
    Files.deleteIfExists(dataFolder.resolve(SOCKET));
  }
}
