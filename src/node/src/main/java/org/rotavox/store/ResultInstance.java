package org.rotavox.store;

import java.nio.file.Path;
import org.rotavox.dicom.Uid;

/**
 * One instance that a job made.
 *
 * @param sopClass SOP Class UID
 * @param sopInstance SOP Instance UID
 * @param series Series Instance UID
 * @param file its file, relative to the spool, durable before the job is recorded as done
 */
public record ResultInstance(Uid sopClass, Uid sopInstance, Uid series, Path file) {}
