package org.rotavox.result;

import org.rotavox.dicom.Uid;

/**
 * One instance of the rotational run that the volume was made from.
 *
 * @param sopClass its SOP Class UID
 * @param sopInstance its SOP Instance UID
 */
public record SourceReference(Uid sopClass, Uid sopInstance) {}
