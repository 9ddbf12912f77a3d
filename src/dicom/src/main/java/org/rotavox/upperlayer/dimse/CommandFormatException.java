package org.rotavox.upperlayer.dimse;

import java.io.IOException;

/** Bytes that are no command set. The message carries the quantities that disagree. */
public final class CommandFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public CommandFormatException(String message) {
    super(message);
  }
}
