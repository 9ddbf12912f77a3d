package org.rotavox.upperlayer;

import java.time.Duration;

/**
 * The limits that are the same for every association: how much a peer can make this side hold or
 * wait.
 *
 * <p>They are wide enough for every peer that follows the standard, and narrow enough that a
 * hostile one costs a thread and some hundred kilobytes, no more.
 */
public final class ProtocolLimits {

  /** Smallest PDU length that is offered. */
  public static final int MIN_PDU_BYTES = 4 * 1024;

  /** Smallest PDU length that a peer may ask for: less could hardly carry a command set. */
  public static final int MIN_PEER_PDU_BYTES = 128;

  /** Largest PDU length that is offered or used. */
  public static final int MAX_PDU_BYTES = 1024 * 1024;

  /**
   * Progress that a peer owes within each DIMSE timeout while it sends a message: a peer slower
   * than this is taken for a dead or hostile one.
   */
  public static final int PACE_BYTES = 16 * 1024;

  /** Fragments without content that are taken one after the other. */
  static final int MOST_EMPTY_IN_A_ROW = 64;

  /** Connections that have not asked for an association yet, all peers together. */
  static final int MAX_NOT_ASKED = 256;

  /** A peer that sends as many bytes a second keeps its slot, however many want it. */
  static final double FAST_PEER = 64 * 1024;

  /** How long a caller waits for a slot to become free before it is rejected. */
  static final Duration WAIT_FOR_SLOT = Duration.ofSeconds(4);

  /** How long a connection is held after the association's end for the peer to close it. */
  static final Duration LINGER = Duration.ofSeconds(2);

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private ProtocolLimits() {}

  static void checkPositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
    }
  }

  static void checkPduBytes(int value) {
    if (value < MIN_PDU_BYTES || value > MAX_PDU_BYTES) {
      throw new IllegalArgumentException(
          "maxPduBytes: expected %d to %d, got %d".formatted(MIN_PDU_BYTES, MAX_PDU_BYTES, value));
    }
  }

  static void checkTimeout(String name, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          name + ": expected 1 ms to " + LONGEST_TIMEOUT.toHours() + " h, got " + value);
    }
  }
}
