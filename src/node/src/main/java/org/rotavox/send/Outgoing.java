package org.rotavox.send;

import java.nio.file.Path;
import org.rotavox.dicom.Uid;

/**
 * One stored object that shall be sent.
 *
 * @param id chosen by the caller, to recognise it in the outcome
 * @param file a Part 10 file
 * @param sopClass its SOP Class UID
 * @param sopInstance its SOP Instance UID
 */
public record Outgoing(long id, Path file, Uid sopClass, Uid sopInstance) {}
