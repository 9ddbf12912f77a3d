package org.rotavox.acquisition.sidecar;

/** A geometry file that cannot be used; the message says why, with the place in the file. */
public final class SideCarException extends Exception {

  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public SideCarException(String message) {
    super(message);
  }

  SideCarException(String message, Throwable cause) {
    super(message, cause);
  }
}
