package org.rotavox.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/** An object of which copies with other UIDs are made: the digits at the end are changed. */
public final class Template {

  private static final int DIGITS = 12;

  private final byte[] bytes;
  private final String study;
  private final String series;
  private final String instance;

  /** Takes an object whose UIDs end with at least 13 digits. */
  public Template(Path file) throws IOException {
    this.bytes = Files.readAllBytes(file);
    var dataSet = DicomFile.read(file).dataSet();
    this.study = dataSet.getString(Tag.StudyInstanceUID, "");
    this.series = dataSet.getString(Tag.SeriesInstanceUID, "");
    this.instance = dataSet.getString(Tag.SOPInstanceUID, "");
  }

  /**
   * Writes a copy.
   *
   * @return its Study and its SOP Instance UID
   */
  public List<String> copy(long studyNumber, long instanceNumber, Path target) throws IOException {
    byte[] copy = bytes.clone();
    String newStudy = numbered(study, studyNumber);
    String newInstance = numbered(instance, instanceNumber);
    replace(copy, study, newStudy);
    replace(copy, series, numbered(series, studyNumber));
    replace(copy, instance, newInstance);
    Files.write(target, copy);
    return List.of(newStudy, newInstance);
  }

  private static String numbered(String uid, long number) {
    if (!uid.substring(uid.length() - DIGITS - 1).matches("[0-9]+")) {
      throw new IllegalStateException("the UID " + uid + " ends with too few digits");
    }
    return uid.substring(0, uid.length() - DIGITS) + String.format("%012d", number);
  }

  private static void replace(byte[] bytes, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.US_ASCII);
    byte[] now = to.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + old.length <= bytes.length; i++) {
      if (bytes[i] == old[0] && Arrays.equals(bytes, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(now, 0, bytes, i, now.length);
      }
    }
  }
}
