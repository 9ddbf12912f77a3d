package org.rotavox.spool;

import java.io.IOException;

/**
 * The data folder cannot be used, or has no room; the message says what to do about it.
 *
 * <p>Checked, because the callers on the network's edge must answer A700 instead of breaking.
 */
public final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What can be wrong with a data folder. */
  public enum Kind {
    /** Another process works in it. */
    IN_USE,
    /** Less free disk than the watermark demands; whoever watches it has said so already. */
    BELOW_WATERMARK,
    /** The disk is full. */
    NO_ROOM,
    /** It cannot be read or written. */
    UNUSABLE,
    /** The ledger's file is damaged or of a newer release. */
    LEDGER_UNREADABLE
  }
}
