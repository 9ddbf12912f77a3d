package org.rotavox.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/** The files that a user means by naming files, folders and DICOMDIRs. */
final class DicomFiles {

  private static final int MAX_DEPTH = 32;
  private static final int PREAMBLE_BYTES = 128;

  private DicomFiles() {}

  /**
   * Returns the named files, the files that named DICOMDIRs refer to (PS3.10 section 8.6), and
   * everything inside the named folders that may be DICOM, in the order of their names. Of a folder
   * with a DICOMDIR, as media have them, files that do not say that they are DICOM are left out:
   * they belong to the viewer beside the images.
   *
   * <p>A file that a DICOMDIR names and that does not exist is in the list like the others.
   *
   * @throws NoSuchFileException if one of the names does not exist
   */
  static List<Path> in(List<Path> named) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path path : named) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (Files.isDirectory(path)) {
        addFolder(path, files);
      } else if (isDirectory(path)) {
        files.addAll(referenced(path));
      } else {
        files.add(path);
      }
    }
    return List.copyOf(files);
  }

  private static void addFolder(Path folder, Set<Path> files) throws IOException {
    List<Path> found;
    try (Stream<Path> tree = Files.walk(folder, MAX_DEPTH)) {
      found = tree.filter(Files::isRegularFile).filter(f -> !isHidden(f)).sorted().toList();
    }
    List<Path> directories = found.stream().filter(DicomFiles::isDirectory).toList();
    for (Path directory : directories) {
      files.addAll(referenced(directory));
    }
    for (Path file : found) {
      if (!isDirectory(file) && (directories.isEmpty() || saysDicom(file))) {
        files.add(file);
      }
    }
  }

  private static boolean isHidden(Path file) {
    return name(file).startsWith(".");
  }

  private static boolean isDirectory(Path file) {
    String name = name(file).toUpperCase(Locale.ROOT);
    return name.equals("DICOMDIR") || name.equals("DICOMDIR.");
  }

  private static String name(Path file) {
    return file.getFileName() == null ? "" : file.getFileName().toString();
  }

  private static boolean saysDicom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PREAMBLE_BYTES + 4);
      return start.length == PREAMBLE_BYTES + 4
          && new String(start, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII).equals("DICM");
    }
  }

  private static List<Path> referenced(Path directory) throws IOException {
    Path root = directory.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    if (root == null) {
      return files;
    }
    Path shown = directory.getParent() == null ? Path.of("") : directory.getParent();
    for (DataSet record :
        DicomFile.read(directory).dataSet().getSequence(Tag.DirectoryRecordSequence)) {
      List<String> components = record.getStrings(Tag.ReferencedFileID);
      if (!components.isEmpty() && components.stream().allMatch(DicomFiles::isFileId)) {
        files.add(existing(shown, components));
      }
    }
    return files;
  }

  /** One component of a File ID; nothing that leads out of the file-set (PS3.10 section 8.2). */
  private static boolean isFileId(String component) {
    return component.matches("[A-Za-z0-9_ .;-]{1,64}") && !component.matches("\\.+");
  }

  /** The file as it is written, or in lower case, as some systems show the names of media. */
  private static Path existing(Path root, List<String> components) {
    Path exact = root.resolve(String.join("/", components));
    Path lower = root.resolve(String.join("/", components).toLowerCase(Locale.ROOT));
    return !Files.exists(exact) && Files.exists(lower) ? lower : exact;
  }
}
