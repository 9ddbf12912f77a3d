package org.rotavox.store;

import java.nio.file.Path;
import java.time.Instant;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;

/**
 * One instance that lies durable in the spool and is about to be recorded.
 *
 * @param sopClass SOP Class UID
 * @param sopInstance SOP Instance UID
 * @param study Study Instance UID
 * @param series Series Instance UID
 * @param transferSyntax in which it was received and stored
 * @param calling AE title of the sender
 * @param called AE title that the sender called
 * @param address network address of the sender, without port
 * @param spoolPath its file, relative to the spool
 * @param bytes size of the file
 * @param sha256 digest of its content in lower-case hexadecimal digits, 64 of them: the data set as
 *     it came, without what the node put before it
 * @param receivedAt when its last byte was durable
 * @param runKey identifies its run; a key that ends with the SOP Instance UID says that the
 *     instance is a run by itself
 * @param patientKey digest by which two patients can be told apart, never the patient's identifier;
 *     empty = not known
 * @param announced how many instances it says there are in its run or series
 */
public record ReceivedInstance(
    Uid sopClass,
    Uid sopInstance,
    Uid study,
    Uid series,
    Uid transferSyntax,
    AeTitle calling,
    AeTitle called,
    String address,
    Path spoolPath,
    long bytes,
    String sha256,
    Instant receivedAt,
    String runKey,
    String patientKey,
    AnnouncedCount announced) {

  public ReceivedInstance {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 digest: length " + sha256.length());
    }
    if (spoolPath.isAbsolute() || !spoolPath.normalize().equals(spoolPath)) {
      throw new IllegalArgumentException("expected a path relative to the spool: " + spoolPath);
    }
  }

  /** Returns true if the instance is a run by itself, as a multi-frame object is. */
  public boolean isWholeRun() {
    return runKey.endsWith(sopInstance.value());
  }
}
