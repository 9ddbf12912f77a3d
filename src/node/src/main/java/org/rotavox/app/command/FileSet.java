package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/**
 * The files that a DICOMDIR names (PS3.10 section 8.6). Their names on disk may differ from those
 * in the DICOMDIR as media and copies of them do: in upper and lower case, by the ending {@code
 * .dcm}, by a version {@code ;1} of ISO 9660, by the character between folders, by trailing blanks.
 */
final class FileSet {

  private static final String USUAL_NAME = "DICOMDIR";
  private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";
  private static final Pattern VERSION = Pattern.compile(";[0-9]{0,5}$");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
  private static final Pattern BETWEEN_FOLDERS = Pattern.compile("[/\\\\]");
  private static final int LONGEST_NAME = 255;

  /** What of two names has to be equal, from the most to the least alike. */
  private static final List<UnaryOperator<String>> ALIKE =
      List.of(name -> name, name -> name.toLowerCase(Locale.ROOT), FileSet::plain, FileSet::stem);

  private final Path folder;
  private final Map<Path, List<Map<String, List<String>>>> listings = new HashMap<>();
  private final List<Path> files = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();

  private FileSet(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a DICOMDIR.
   *
   * @throws org.rotavox.dataset.DicomFormatException if it is none, or damaged
   */
  static FileSet of(Path directory) throws IOException {
    Path parent = directory.getParent();
    FileSet set = new FileSet(parent == null ? Path.of("") : parent);
    for (DataSet record :
        DicomFile.read(directory).dataSet().getSequence(Tag.DirectoryRecordSequence)) {
      List<String> values = record.getStrings(Tag.ReferencedFileID);
      if (!values.isEmpty()) {
        set.add(String.join("\\", values));
      }
    }
    return set;
  }

  /** Returns true if a file has the name that DICOMDIRs have, in one of its spellings. */
  static boolean isNamedSo(Path file) {
    Path name = file.getFileName();
    return name != null && stem(name.toString()).equalsIgnoreCase(USUAL_NAME);
  }

  /** Returns true if a file says that it is a DICOMDIR, whatever its name. */
  static boolean saysSo(Path file) throws IOException {
    try {
      return DicomFile.readFileMeta(file)
          .getString(Tag.MediaStorageSOPClassUID, "")
          .equals(MEDIA_STORAGE_DIRECTORY);
    } catch (org.rotavox.dataset.DicomFormatException e) {
      return false;
    }
  }

  /** Returns the files as they lie on disk; those that are not there as they are written. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** Returns the File IDs that lead out of the folder of the DICOMDIR; nobody reads them. */
  List<String> outside() {
    return List.copyOf(outside);
  }

  private void add(String fileId) {
    List<String> components = new ArrayList<>();
    for (String component : BETWEEN_FOLDERS.split(fileId.stripTrailing(), -1)) {
      components.add(component.strip());
    }
    boolean absolute = components.get(0).isEmpty() || DRIVE.matcher(components.get(0)).matches();
    components.removeIf(c -> c.isEmpty() || c.equals("."));
    if (absolute || components.isEmpty() || !components.stream().allMatch(FileSet::isName)) {
      outside.add(fileId);
      return;
    }
    files.add(find(folder, components, 0).orElseGet(() -> asWritten(String.join("/", components))));
  }

  /** Where the platform's character set has no such name, question marks stand for its letters. */
  private Path asWritten(String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      return folder.resolve(name.replaceAll("[^ -~]", "?"));
    }
  }

  private static boolean isName(String component) {
    return !component.equals("..")
        && component.length() <= LONGEST_NAME
        && component.chars().noneMatch(Character::isISOControl);
  }

  private Optional<Path> find(Path in, List<String> components, int depth) {
    boolean last = depth == components.size() - 1;
    String component = components.get(depth);
    List<Map<String, List<String>>> names = listings.computeIfAbsent(in, FileSet::list);
    // Folders have no ending.
    for (int n = 0; n < (last ? ALIKE.size() : ALIKE.size() - 1); n++) {
      String wanted = ALIKE.get(n).apply(component);
      for (String name : names.get(n).getOrDefault(wanted, List.of())) {
        Path next = in.resolve(name);
        Optional<Path> found =
            last
                ? Optional.of(next).filter(Files::isRegularFile)
                : find(next, components, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the names in a folder, for each way of being alike by what has to be equal. */
  private static List<Map<String, List<String>>> list(Path in) {
    List<String> names = namesIn(in);
    List<Map<String, List<String>>> listing = new ArrayList<>();
    for (UnaryOperator<String> alike : ALIKE) {
      Map<String, List<String>> byKey = new HashMap<>();
      names.forEach(
          name -> byKey.computeIfAbsent(alike.apply(name), k -> new ArrayList<>()).add(name));
      listing.add(byKey);
    }
    return listing;
  }

  private static List<String> namesIn(Path in) {
    try (Stream<Path> content = Files.list(in)) {
      return content.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A name without what ISO 9660 adds: a version, the point of an empty ending. */
  private static String plain(String name) {
    String text = VERSION.matcher(name.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String stem(String name) {
    String text = plain(name);
    return text.endsWith(".dcm") ? text.substring(0, text.length() - 4) : text;
  }
}
