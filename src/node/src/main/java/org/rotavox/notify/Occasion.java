package org.rotavox.notify;

import java.util.Locale;
import java.util.Optional;
import org.rotavox.store.LedgerEvent;

/** What a channel can be told about. */
public enum Occasion {
  /** A reconstruction is done. */
  DONE,
  /** A reconstruction or a delivery was given up. */
  FAILED,
  /** A run or a job waits for a person. */
  HELD;

  /** Returns the occasion that a line of the journal is; empty if it is none. */
  static Optional<Occasion> of(LedgerEvent.Kind kind) {
    return switch (kind) {
      case JOB_DONE -> Optional.of(DONE);
      case JOB_FAILED, DELIVERY_FAILED, CONFIRMATION_FAILED -> Optional.of(FAILED);
      case RUN_HELD, JOB_HELD -> Optional.of(HELD);
      default -> Optional.empty();
    };
  }

  /** Returns the word for people and templates. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
