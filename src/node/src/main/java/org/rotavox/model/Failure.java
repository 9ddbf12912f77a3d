package org.rotavox.model;

import java.util.Objects;

/**
 * An expected failure as a value: what kind it is decides what happens next, the message says in
 * words what went wrong and what to do about it.
 *
 * <p>The message never holds patient data: UIDs, tags, job ids and figures only.
 *
 * @param kind who or what has to change before another attempt makes sense
 * @param message one or two sentences for an administrator
 */
public record Failure(Kind kind, String message) {

  public Failure {
    Objects.requireNonNull(kind, "kind");
    if (message.isBlank()) {
      throw new IllegalArgumentException("a failure needs a message");
    }
  }

  /** What a failure is about. Only {@link #TRANSIENT} and {@link #RESOURCE} are worth a retry. */
  public enum Kind {
    /** The received objects are not what they must be; the same input fails again. */
    INPUT,
    /** The node's own settings contradict the request; an administrator has to change them. */
    CONFIGURATION,
    /** Memory, disk or device ran out; may work later. */
    RESOURCE,
    /** A neighbour was away or busy; may work later. */
    TRANSIENT,
    /** The software is wrong; the same input fails again, and the log holds a stack trace. */
    BUG;

    /** Returns true if the same attempt may succeed later without anybody changing anything. */
    public boolean isRetryable() {
      return this == RESOURCE || this == TRANSIENT;
    }
  }
}
