package org.rotavox.app.command;

import java.io.IOException;

/** An argument that is wrong in a way that only a look at files or settings shows. */
final class WrongArgumentException extends IOException {

  private static final long serialVersionUID = 1;

  WrongArgumentException(String message) {
    super(message);
  }
}
