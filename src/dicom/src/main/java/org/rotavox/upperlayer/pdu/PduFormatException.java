package org.rotavox.upperlayer.pdu;

import java.io.IOException;

/**
 * Bytes that are no PDU. The message carries the quantities that disagree, never the bytes
 * themselves.
 */
public final class PduFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final AbortReason reason;

  /**
   * A fault in received bytes.
   *
   * @param reason what the A-ABORT that follows shall say
   */
  public PduFormatException(AbortReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns what the A-ABORT that follows shall say. */
  public AbortReason reason() {
    return reason;
  }
}
