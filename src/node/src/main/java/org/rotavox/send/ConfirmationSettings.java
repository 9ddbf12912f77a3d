package org.rotavox.send;

import java.time.Duration;

/**
 * How a destination is asked whether it has taken responsibility for what arrived.
 *
 * @param method how
 * @param timeout longest wait for the answer to a storage commitment request
 * @param attempts how often it is asked before the matter is left as it is
 */
public record ConfirmationSettings(Method method, Duration timeout, int attempts) {

  /** Nothing is asked: delivered is all there is. */
  public static final ConfirmationSettings NONE =
      new ConfirmationSettings(Method.NONE, Duration.ofMinutes(10), 5);

  /** How to ask. */
  public enum Method {
    /** Not at all. */
    NONE,
    /** Storage Commitment Push Model (PS3.4 annex J). */
    COMMITMENT,
    /** A query at image level (C-FIND) that must list every instance. */
    COUNT,
    /** Storage commitment; where the destination does not offer it, the query. */
    COMMITMENT_OR_COUNT
  }
}
