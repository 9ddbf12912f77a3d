package org.rotavox.acquisition;

import org.rotavox.dicom.Uid;

/**
 * An instance that a run was read from.
 *
 * @param sopClass SOP Class UID (0008,0016)
 * @param sopInstance SOP Instance UID (0008,0018)
 */
public record SourceInstance(Uid sopClass, Uid sopInstance) {}
