package org.rotavox.spool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the node writes from the other users of its machine: files are 0600 and folders 0700,
 * whatever the umask. A folder gets its permissions in the moment in which it is made, so that what
 * a library writes into it cannot be reached by others, even before {@link #repair} has seen it.
 *
 * <p>On a file system without POSIX permissions nothing of this is done; {@link #repair} says so.
 */
public final class OwnerOnly {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private OwnerOnly() {}

  /** Returns with what a file is made, to hand over to {@link Files} or a channel. */
  public static FileAttribute<?>[] forFile(Path file) {
    return attributes(file, FILE);
  }

  /**
   * Makes a file that does not exist yet.
   *
   * @throws IOException if it cannot be made, or exists
   */
  public static void newFile(Path file) throws IOException {
    Files.createFile(file, forFile(file));
  }

  /**
   * Makes a folder whose parent exists; one that exists is left as it is.
   *
   * @throws IOException if it cannot be made
   */
  public static void newFolder(Path folder) throws IOException {
    Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  /**
   * Writes a short text into a file, which is made if need be.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      newFile(file);
    }
    Files.writeString(file, text);
    protect(file);
  }

  /** Closes one file or folder to all others. */
  public static void protect(Path path) throws IOException {
    if (hasPermissions(path)) {
      Files.setPosixFilePermissions(path, Files.isDirectory(path) ? FOLDER : FILE);
    }
  }

  /** Closes the files that a library made in a folder. */
  public static void protectFilesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> Files.isRegularFile(each)).toList()) {
        protect(file);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Closes folders, with everything in them, and files to all others, and logs one line if anything
   * was open. Links in a folder are not followed.
   *
   * @param owner what they belong to, for the log
   * @param paths those that do not exist are left out
   * @return how many files and folders were open to others and are not any more
   * @throws IOException if a folder cannot be read
   */
  public static int repair(Path owner, List<Path> paths) throws IOException {
    if (!knowsPermissions(owner)) {
      LOG.info(
          "the file system of {} has no POSIX permissions: its own rules decide "
              + "who may read the files of the node",
          owner);
      return 0;
    }
    Repair repair = new Repair();
    for (Path path : paths) {
      if (Files.exists(path)) {
        Files.walkFileTree(path.toRealPath(), repair);
      }
    }
    if (repair.closed > 0) {
      LOG.warn(
          "{} files and folders of {} could be read or changed by other users "
              + "of this machine; they are now restricted to the owner",
          repair.closed,
          owner);
    }
    if (repair.open > 0) {
      LOG.warn(
          "{} files and folders of {} stay open to other users of this machine, the first is {}"
              + " ({}): check who owns them and how the file system is mounted",
          repair.open,
          owner,
          repair.first,
          repair.why);
    }
    return repair.closed;
  }

  /** Asks the file itself: the table of mounts, which a file store needs, may not be there. */
  private static boolean knowsPermissions(Path path) throws IOException {
    try {
      return !Files.getPosixFilePermissions(path).isEmpty() || Files.exists(path);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** Visits what is there, and counts. */
  private static final class Repair extends SimpleFileVisitor<Path> {

    private int closed;
    private int open;
    private String first = "";
    private String why = "";

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      close(folder, FOLDER);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isSymbolicLink()) {
        close(file, FILE);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof NoSuchFileException)) {
        stays(file, e.toString());
      }
      return FileVisitResult.CONTINUE;
    }

    private void close(Path path, Set<PosixFilePermission> permissions) {
      try {
        if (isOpen(path)) {
          Files.setPosixFilePermissions(path, permissions);
          if (isOpen(path)) {
            stays(path, "the file system did not take the change");
          } else {
            closed++;
          }
        }
      } catch (NoSuchFileException e) {
        LOG.debug("{} was removed meanwhile", path);
      } catch (IOException e) {
        stays(path, e.toString());
      }
    }

    private static boolean isOpen(Path path) throws IOException {
      Set<PosixFilePermission> others = EnumSet.copyOf(OTHERS);
      others.retainAll(Files.getPosixFilePermissions(path));
      return !others.isEmpty();
    }

    private void stays(Path path, String reason) {
      if (open == 0) {
        first = path.toString();
        why = reason;
      }
      open++;
    }
  }
}
