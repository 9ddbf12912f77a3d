package org.rotavox.result;

import java.nio.file.Path;
import org.rotavox.dicom.Uid;

/**
 * One DICOM object that was written, ready to be sent.
 *
 * @param kind what kind of result it belongs to
 * @param sopClass its SOP Class UID
 * @param sopInstance its SOP Instance UID
 * @param series the Series Instance UID that it belongs to
 * @param file the complete Part 10 file
 */
public record ResultFile(OutputKind kind, Uid sopClass, Uid sopInstance, Uid series, Path file) {}
