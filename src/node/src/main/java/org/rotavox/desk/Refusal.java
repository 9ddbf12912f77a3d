package org.rotavox.desk;

import java.io.IOException;

/** The answer to an operation is no. The message is for people and says what would be possible. */
public final class Refusal extends IOException {

  private static final long serialVersionUID = 1L;

  /** Refuses with this message. */
  public Refusal(String message) {
    super(message);
  }
}
