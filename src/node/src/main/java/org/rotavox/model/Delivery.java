package org.rotavox.model;

import java.nio.file.Path;
import java.time.Instant;
import org.rotavox.dicom.Uid;

/**
 * One result instance on its way to one destination.
 *
 * @param id ledger identifier
 * @param jobId the job that made the instance
 * @param destination name of the destination
 * @param sopClass SOP Class UID of the instance
 * @param sopInstance SOP Instance UID
 * @param series Series Instance UID
 * @param file the file, relative to the spool
 * @param state where it stood when it was read
 * @param attempts attempts so far
 * @param nextTry earliest time of the next attempt
 */
public record Delivery(
    long id,
    long jobId,
    String destination,
    Uid sopClass,
    Uid sopInstance,
    Uid series,
    Path file,
    DeliveryState state,
    int attempts,
    Instant nextTry) {}
