package org.rotavox.upperlayer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An association that could not be opened or could not go on.
 *
 * <p>The message says what happened and what to do about it, in words for an administrator, without
 * patient data.
 */
public final class UpperLayerException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What failed, for a caller who decides about another try. */
  public enum Kind {
    /** Nobody listens there. */
    CONNECTION_REFUSED,
    /** The host name has no address. */
    UNKNOWN_HOST,
    /** The peer did not answer in time. */
    TIMEOUT,
    /** The peer rejected the association. */
    REJECTED,
    /** The peer aborted, or this side was told to. */
    ABORTED,
    /** No accepted presentation context fits. */
    NO_CONTEXT,
    /** The peer does not speak DICOM as the standard says. */
    PROTOCOL,
    /** The connection broke. */
    CONNECTION_LOST,
    /** No secure connection came about. */
    TLS
  }

  private final Kind kind;

  public UpperLayerException(Kind kind, String message) {
    this(kind, message, null);
  }

  public UpperLayerException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what failed. */
  public Kind kind() {
    return kind;
  }
}
