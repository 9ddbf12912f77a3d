package org.rotavox.recon;

/** A reconstruction that could not be done; the message says in words why and what helps. */
public final class ReconstructionException extends Exception {

  /** Why. */
  public enum Kind {
    /** Somebody asked to stop: {@link Progress#cancelled()}. */
    CANCELLED,
    /** The volume and its working buffers do not fit the memory limit. */
    TOO_LARGE,
    /** The run has nothing that could be reconstructed, for example a single view. */
    UNSUITABLE,
    /** The device failed: lost, or its compiler refused. */
    DEVICE,
    /** The device had less memory than planned with. */
    DEVICE_MEMORY
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  public ReconstructionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ReconstructionException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind of failure. */
  public Kind kind() {
    return kind;
  }
}
