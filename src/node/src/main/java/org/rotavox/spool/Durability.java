package org.rotavox.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Forces files and folders to the disk, so that a power cut finds them. */
public final class Durability {

  private Durability() {}

  /** Forces the content and the size of a file. */
  public static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces the entries of a folder: names that were added, renamed or removed in it. */
  public static void forceFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // a Windows folder cannot be opened; NTFS journals its names by itself
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Forces every file below a folder and the folders themselves; they are the owner's alone. */
  static void forceTree(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(folder)) {
      paths = tree.toList();
    }
    for (Path path : paths) {
      OwnerOnly.protect(path);
      if (Files.isDirectory(path)) {
        forceFolder(path);
      } else {
        forceFile(path);
      }
    }
  }

  /** Creates a folder with its parents, durable and for the owner alone. */
  public static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    OwnerOnly.newFolder(folder);
    if (parent != null) {
      forceFolder(parent);
    }
  }
}
