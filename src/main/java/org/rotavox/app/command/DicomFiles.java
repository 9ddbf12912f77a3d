package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a user means by naming files and folders. */
final class DicomFiles {

  private static final int MAX_DEPTH = 32;

  private DicomFiles() {}

  /**
   * Returns the named files, and everything inside the named folders that may be DICOM: hidden
   * files and DICOMDIR left out, in the order of their names.
   *
   * @throws NoSuchFileException if one of the names does not exist
   */
  static List<Path> in(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (Files.isDirectory(path)) {
        try (Stream<Path> tree = Files.walk(path, MAX_DEPTH)) {
          tree.filter(Files::isRegularFile)
              .filter(DicomFiles::mayBeDicom)
              .sorted()
              .forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static boolean mayBeDicom(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    return !name.startsWith(".") && !name.equals("DICOMDIR");
  }
}
