package org.rotavox.upperlayer;

/** Why an association ended. */
public enum CloseReason {
  /** The requestor released it: the orderly end. */
  RELEASED,
  /** The peer sent A-ABORT. */
  ABORTED_BY_PEER,
  /** The connection closed or broke without release or abort. */
  CONNECTION_LOST,
  /** The peer was silent or too slow for longer than the timeouts allow. */
  TIMED_OUT,
  /** The peer broke the protocol and was aborted. */
  PROTOCOL_VIOLATION,
  /** This side ended. */
  SHUT_DOWN
}
