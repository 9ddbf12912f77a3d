package org.rotavox.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.rotavox.dataset.DicomFormatException;

/** Says in words why a file is no DICOM object that can be read. */
final class FileKind {

  /** How all sentences begin that say that a file is of another format. */
  static final String NO_DICOM = "no DICOM file";

  static final String EMPTY = "an empty file";

  private static final int LOOKED_AT = 512;
  private static final int DICOM_AT = 128;

  private static final Pattern CUT_OFF =
      Pattern.compile(
          "the file ends|no attribute in its data set|cut off|bytes .*, found [0-9]+|expected .* bytes");

  /** How files of other formats begin, in ISO 8859-1. */
  private static final Map<String, String> SIGNATURES = new LinkedHashMap<>();

  static {
    SIGNATURES.put("PK\u0003\u0004", "a ZIP archive; name it by itself");
    SIGNATURES.put("PK\u0005\u0006", "a ZIP archive; name it by itself");
    SIGNATURES.put("\u001f\u008b", "gzip; unpack it first");
    SIGNATURES.put("7z\u00bc\u00af", "a 7z archive; unpack it first");
    SIGNATURES.put("Rar!", "a RAR archive; unpack it first");
    SIGNATURES.put("\u0089PNG", "a PNG picture");
    SIGNATURES.put("\u00ff\u00d8\u00ff", "a JPEG picture");
    SIGNATURES.put("GIF8", "a GIF picture");
    SIGNATURES.put("BM", "a BMP picture");
    SIGNATURES.put("II*\0", "a TIFF picture");
    SIGNATURES.put("MM\0*", "a TIFF picture");
    SIGNATURES.put("%PDF", "a PDF document");
    SIGNATURES.put("NRRD000", "an NRRD volume");
    SIGNATURES.put("MZ", "a program for Windows");
    SIGNATURES.put("\u007fELF", "a program for Linux");
  }

  private FileKind() {}

  /** Returns what a file is that could not be read, in a few words. */
  static String of(Path file, DicomFormatException failure) {
    String message = String.valueOf(failure.getMessage());
    try {
      if (Files.size(file) == 0) {
        return EMPTY;
      }
      byte[] start = start(file);
      boolean dicom =
          start.length >= DICOM_AT + 4
              && new String(start, DICOM_AT, 4, StandardCharsets.US_ASCII).equals("DICM");
      if (!dicom && (message.startsWith("not a DICOM file") || isOther(start))) {
        return NO_DICOM + format(start);
      }
    } catch (IOException e) {
      return "not readable: " + message;
    }
    return CUT_OFF.matcher(message).find()
        ? "a DICOM file that is cut off: " + message
        : "a DICOM file that is damaged: " + message;
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LOOKED_AT);
    }
  }

  private static boolean isOther(byte[] start) {
    return !format(start).isEmpty();
  }

  private static String format(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
      if (text.startsWith(signature.getKey())) {
        return ", but " + signature.getValue();
      }
    }
    return isText(start) ? ", but text" : "";
  }

  private static boolean isText(byte[] start) {
    for (byte b : start) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
