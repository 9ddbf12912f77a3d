package org.rotavox.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rotavox.app.node.ScratchFolder;
import org.rotavox.dataset.DicomFormatException;

/**
 * The files that a user means by naming files, folders, DICOMDIRs and ZIPs. ZIPs are unpacked into
 * folders that are removed on {@link #close}.
 */
final class InputFiles implements AutoCloseable {

  private static final int MAX_DEPTH = 32;
  private static final int PREAMBLE_BYTES = 128;

  private final ZipContent zips;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<Path> known = new LinkedHashSet<>();
  private final Map<String, String> remarks = new LinkedHashMap<>();
  private final Map<String, Content> containers = new LinkedHashMap<>();
  private final Map<Path, Path> unpacked = new LinkedHashMap<>();
  private final List<ScratchFolder> scratch = new ArrayList<>();

  /** Removes what was unpacked where the program is ended from outside. */
  private final Thread hook =
      new Thread(
          () -> {
            try {
              remove();
            } catch (IOException e) {
              // Nobody listens any more.
            }
          });

  private InputFiles(ZipContent zips) {
    this.zips = zips;
  }

  /**
   * Finds the named files, the files that named DICOMDIRs refer to (PS3.10 section 8.6), and
   * everything inside the named folders and ZIPs that may be DICOM, in the order of their names. Of
   * a folder with a DICOMDIR, as media have them, files that do not say that they are DICOM are
   * left out: they belong to the viewer beside the images.
   *
   * <p>A file that a DICOMDIR names and that does not exist is in the list like the others.
   *
   * @throws WrongArgumentException if one of the names does not exist
   */
  static InputFiles of(List<Path> named) throws IOException {
    return of(named, ZipContent.STANDARD);
  }

  static InputFiles of(List<Path> named, ZipContent zips) throws IOException {
    for (Path path : named) {
      if (!Files.exists(path)) {
        throw new WrongArgumentException("no such file: " + path);
      }
    }
    InputFiles input = new InputFiles(zips);
    boolean complete = false;
    Runtime.getRuntime().addShutdownHook(input.hook);
    try {
      for (Path path : named) {
        input.addNamed(path);
      }
      complete = true;
      return input;
    } finally {
      if (!complete) {
        input.close();
      }
    }
  }

  /** Returns the files. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /**
   * What was found in a named folder or ZIP.
   *
   * @param kind folder or ZIP
   * @param files in it that may be DICOM
   */
  record Content(String kind, List<Path> files) {

    Content {
      files = List.copyOf(files);
    }

    /** Says that none of the files is DICOM. */
    String withoutDicom() {
      return "a "
          + kind
          + " without DICOM: "
          + (files.size() == 1
              ? "the one file in it is none"
              : "none of the " + files.size() + " files in it is");
    }
  }

  /** Returns the named folders and ZIPs by their names. */
  Map<String, Content> containers() {
    return Collections.unmodifiableMap(containers);
  }

  /** Returns what of the named things holds no file to look at, by its name, in words. */
  Map<String, String> remarks() {
    return Collections.unmodifiableMap(remarks);
  }

  /** Returns the name of a file as the user would say it; in a ZIP behind the name of the ZIP. */
  String shown(Path file) {
    for (Map.Entry<Path, Path> zip : unpacked.entrySet()) {
      if (file.startsWith(zip.getKey())) {
        return zip.getValue() + "/" + zip.getKey().relativize(file);
      }
    }
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends, and the hook is what closes.
    }
    remove();
  }

  private synchronized void remove() throws IOException {
    for (ScratchFolder folder : scratch) {
      folder.close();
    }
    scratch.clear();
  }

  private void addNamed(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      addFolder(path, "folder");
    } else if (!Files.isRegularFile(path)) {
      remarks.put(path.toString(), "no file, but a device or a pipe");
    } else if (!Files.isReadable(path)) {
      add(path);
    } else if (ZipContent.isZip(path)) {
      addZip(path);
    } else if (FileSet.isNamedSo(path) || FileSet.saysSo(path)) {
      addFileSet(path);
    } else {
      add(path);
    }
  }

  private synchronized ScratchFolder scratch() throws IOException {
    ScratchFolder folder = ScratchFolder.create("rotavox-zip");
    scratch.add(folder);
    return folder;
  }

  private void addZip(Path zip) throws IOException {
    ScratchFolder folder = scratch();
    unpacked.put(folder.path(), zip);
    try {
      zips.unpack(zip, folder.path());
      addFolder(folder.path(), "ZIP archive");
    } catch (ZipContent.RefusedException e) {
      remarks.put(zip.toString(), "a ZIP archive " + e.getMessage());
    }
  }

  private void addFolder(Path folder, String kind) throws IOException {
    List<Path> found = filesIn(folder);
    List<Path> directories = found.stream().filter(FileSet::isNamedSo).toList();
    if (found.isEmpty()) {
      boolean zip = unpacked.containsKey(folder);
      String name = shownFolder(folder);
      remarks.putIfAbsent(name, zip ? "a " + kind + " without files" : "an empty " + kind);
    }
    int before = files.size();
    for (Path directory : directories) {
      addFileSet(directory);
    }
    for (Path file : found) {
      if (!FileSet.isNamedSo(file) && (directories.isEmpty() || saysDicom(file))) {
        add(file);
      }
    }
    List<Path> all = List.copyOf(files);
    containers.put(shownFolder(folder), new Content(kind, all.subList(before, all.size())));
    if (!found.isEmpty() && all.size() == before && remarks.isEmpty()) {
      remarks.put(shownFolder(folder), new Content(kind, found).withoutDicom());
    }
  }

  private String shownFolder(Path folder) {
    return String.valueOf(unpacked.getOrDefault(folder, folder));
  }

  private List<Path> filesIn(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file) && !isHidden(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            remarks.put(shown(file), "no permission to look into it");
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  private void addFileSet(Path directory) throws IOException {
    try {
      FileSet set = FileSet.of(directory);
      set.files().forEach(this::add);
      for (String outside : set.outside()) {
        remarks.put(
            shown(directory) + " names \"" + outside.replaceAll("\\p{Cntrl}", "?") + "\"",
            "refused, since that lies outside of its folder");
      }
      if (set.files().isEmpty() && set.outside().isEmpty()) {
        remarks.put(shown(directory), "a DICOMDIR that names no file");
      }
    } catch (DicomFormatException e) {
      add(directory);
    }
  }

  /** Adds a file once, however often it is named. */
  private void add(Path file) {
    Path real = file.toAbsolutePath().normalize();
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      // It is not there: reading it will say so.
    }
    if (known.add(real)) {
      files.add(file);
    }
  }

  private static boolean isHidden(Path file) {
    return file.getFileName() == null || file.getFileName().toString().startsWith(".");
  }

  private static boolean saysDicom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PREAMBLE_BYTES + 4);
      return start.length == PREAMBLE_BYTES + 4
          && new String(start, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII).equals("DICM");
    }
  }
}
