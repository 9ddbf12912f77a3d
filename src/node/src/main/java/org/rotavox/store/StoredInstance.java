package org.rotavox.store;

import java.nio.file.Path;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;

/**
 * One received instance as the ledger knows it.
 *
 * @param id ledger identifier
 * @param runId the run that it came in with
 * @param sopClass SOP Class UID
 * @param sopInstance SOP Instance UID
 * @param study Study Instance UID
 * @param series Series Instance UID
 * @param transferSyntax in which it is stored
 * @param calling AE title of the sender
 * @param called AE title that the sender called
 * @param address network address of the sender, without port
 * @param file its file, relative to the spool
 * @param bytes size of the file
 * @param sha256 digest of its content
 * @param copy 0 for the first content of this UID, 1 and up for contents in conflict with it
 * @param receivedAt when it was received
 * @param patientKey see {@link ReceivedInstance#patientKey}
 */
public record StoredInstance(
    long id,
    long runId,
    Uid sopClass,
    Uid sopInstance,
    Uid study,
    Uid series,
    Uid transferSyntax,
    AeTitle calling,
    AeTitle called,
    String address,
    Path file,
    long bytes,
    String sha256,
    @ColumnName("copy_number") int copy,
    Instant receivedAt,
    String patientKey) {}
