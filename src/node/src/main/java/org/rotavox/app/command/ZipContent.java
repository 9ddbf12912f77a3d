package org.rotavox.app.command;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.rotavox.spool.DiskSpace;

/**
 * Unpacks a ZIP into a folder, within limits: what its entries announce is not believed, and none
 * of them leads out of the folder.
 *
 * @param mostEntries of entries
 * @param mostBytes of all files together, inflated
 * @param deepest folders in each other
 */
record ZipContent(int mostEntries, long mostBytes, int deepest) {

  static final ZipContent STANDARD = new ZipContent(100_000, 16L << 30, 32);

  private static final int SIGNATURE = 4;
  private static final int PREAMBLE = 128;
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NAME = 255;

  /** What must stay free on the disk. */
  private static final long SPARE_BYTES = 200L << 20;

  private static final Pattern BETWEEN_FOLDERS = Pattern.compile("[/\\\\]");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

  /** A ZIP that is not unpacked; the message completes "a ZIP archive ...". */
  static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Returns true if a file begins as a ZIP does, and is no DICOM file. */
  static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PREAMBLE + SIGNATURE);
      return start.length >= SIGNATURE && isZip(start);
    }
  }

  private static boolean isZip(byte[] start) {
    boolean signed =
        start[0] == 'P'
            && start[1] == 'K'
            && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    boolean dicom =
        start.length == PREAMBLE + SIGNATURE
            && new String(start, PREAMBLE, SIGNATURE, StandardCharsets.US_ASCII).equals("DICM");
    return signed && !dicom;
  }

  /**
   * Unpacks.
   *
   * @throws RefusedException if it is damaged, locked, or exceeds a limit
   */
  void unpack(Path zip, Path folder) throws IOException {
    try (ZipFile file = open(zip)) {
      if (file.size() > mostEntries) {
        throw new RefusedException("of " + file.size() + " entries; at most " + mostEntries);
      }
      long left = Math.min(mostBytes, DiskSpace.usableBytes(folder) - SPARE_BYTES);
      for (ZipEntry entry : Collections.list(file.entries())) {
        Path target = target(folder, entry.getName());
        if (entry.isDirectory() || entry.getName().endsWith("\\")) {
          Files.createDirectories(target);
        } else {
          left -= copy(file, entry, target, left);
        }
      }
    } catch (ZipException | EOFException e) {
      throw new RefusedException(words(e));
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException("with two entries of the same name");
    }
  }

  /** Old programs write names in their own character set. */
  private static ZipFile open(Path zip) throws IOException {
    try {
      return new ZipFile(zip.toFile());
    } catch (ZipException e) {
      if (!String.valueOf(e.getMessage()).contains("bad entry name")) {
        throw new RefusedException(words(e));
      }
      Charset old =
          Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
      return new ZipFile(zip.toFile(), old);
    }
  }

  private static String words(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("encrypted")) {
      return "that is protected by a password: unpack it first";
    }
    return message.contains("compression method")
        ? "that is packed in a way that cannot be read here: unpack it first"
        : "that is cut off or damaged: " + message;
  }

  private Path target(Path folder, String name) throws RefusedException {
    List<String> components = new ArrayList<>();
    for (String component : BETWEEN_FOLDERS.split(name, -1)) {
      if (component.equals("..") || component.length() > LONGEST_NAME) {
        throw outside(name);
      }
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    boolean absolute = name.startsWith("/") || name.startsWith("\\");
    if (absolute || components.isEmpty() || DRIVE.matcher(components.get(0)).matches()) {
      throw outside(name);
    }
    if (components.size() > deepest) {
      throw new RefusedException("with folders nested deeper than " + deepest);
    }
    try {
      Path target = folder.resolve(String.join("/", components)).normalize();
      if (!target.startsWith(folder) || target.equals(folder)) {
        throw outside(name);
      }
      return target;
    } catch (InvalidPathException e) {
      throw outside(name);
    }
  }

  private static RefusedException outside(String name) {
    String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return new RefusedException(
        "with an entry that leads out of it: \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"");
  }

  private long copy(ZipFile file, ZipEntry entry, Path target, long most) throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    long written = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = file.getInputStream(entry);
        OutputStream out =
            Files.newOutputStream(
                target,
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        written += n;
        if (written > most) {
          throw new RefusedException(
              "of more than "
                  + Math.max(0, mostBytes >> 20)
                  + " MiB unpacked, or more than fits into "
                  + System.getProperty("java.io.tmpdir"));
        }
        out.write(buffer, 0, n);
      }
    }
    return written;
  }
}
