package org.rotavox.dataset;

import java.io.IOException;
import java.io.Serial;

/**
 * Bytes that are not the DICOM they claim to be, or DICOM of a kind that is not supported.
 *
 * <p>The message is in words and carries quantities (tag, offset, bytes expected and found); it
 * never carries a value, so it may be logged.
 */
public final class DicomFormatException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  public DicomFormatException(String message) {
    super(message);
  }

  public DicomFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
