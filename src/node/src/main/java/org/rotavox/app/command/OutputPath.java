package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: checked before it computes anything, so that hours of work do not end at
 * a folder that is not there. Folders that are missing are made, but only when there is something
 * to be written.
 */
final class OutputPath {

  private final Map<Path, String> named = new HashMap<>();

  /** Keeps inputs from being overwritten. */
  void keep(List<Path> inputs) {
    inputs.forEach(input -> named.put(real(input), "the input"));
  }

  /**
   * Checks that a file can be written; one that exists will be replaced.
   *
   * @param option by which it was named
   * @param file null where it was not
   * @throws WrongArgumentException if it cannot
   */
  void file(String option, @Nullable Path file) throws IOException {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new WrongArgumentException(option + " " + file + " is a folder; name a file");
    }
    String other = named.putIfAbsent(real(file), option);
    if (other != null) {
      throw new WrongArgumentException(
          option + " " + file + " is " + other + " too; name another file");
    }
    if (Files.exists(file)) {
      if (!Files.isWritable(file)) {
        throw new WrongArgumentException(option + " " + file + " cannot be written: no permission");
      }
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      requireWritable(option, parent);
    }
  }

  /** Checks that a folder can be written into, or be made. */
  void folder(String option, Path folder) throws IOException {
    requireWritable(option, folder.toAbsolutePath());
  }

  /** Checks that a folder is empty, or can be made. */
  void emptyFolder(String option, Path folder) throws IOException {
    folder(option, folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw new WrongArgumentException(
              option + " " + folder + " is not empty; name a new folder");
        }
      }
    }
  }

  /** Makes the folder that a file is to be written into. */
  static void makeFolderOf(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  /** Looks at the nearest folder that exists: tries to write, since rights alone do not tell. */
  private static void requireWritable(String option, Path folder) throws IOException {
    Path nearest = folder;
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      throw new WrongArgumentException(option + ": " + nearest + " is a file, not a folder");
    }
    try {
      Files.delete(Files.createTempFile(nearest, ".rotavox", ""));
    } catch (IOException e) {
      throw new WrongArgumentException(option + ": nothing can be written into " + nearest);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
