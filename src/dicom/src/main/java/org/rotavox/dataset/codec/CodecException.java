package org.rotavox.dataset.codec;

import java.io.IOException;
import java.io.Serial;

/** A compressed frame that cannot be decoded; the message says why, with quantities. */
public final class CodecException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  CodecException(String message) {
    super(message);
  }

  CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
