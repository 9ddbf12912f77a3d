package org.rotavox.upperlayer.pdu;

/** The states of an association (PS3.8 section 9.2.1). */
public enum State {
  /** Idle. */
  STA1,
  /** Transport connection open, waiting for A-ASSOCIATE-RQ. */
  STA2,
  /** Waiting for the local answer to an A-ASSOCIATE-RQ. */
  STA3,
  /** Waiting for the transport connection. */
  STA4,
  /** Waiting for A-ASSOCIATE-AC or -RJ. */
  STA5,
  /** Association established, ready for data. */
  STA6,
  /** Waiting for A-RELEASE-RP. */
  STA7,
  /** Waiting for the local answer to an A-RELEASE-RQ. */
  STA8,
  /** Release collision, requestor side: waiting for the local answer. */
  STA9,
  /** Release collision, acceptor side: waiting for A-RELEASE-RP. */
  STA10,
  /** Release collision, requestor side: waiting for A-RELEASE-RP. */
  STA11,
  /** Release collision, acceptor side: waiting for the local answer. */
  STA12,
  /** Waiting for the transport connection to close: the association no longer exists. */
  STA13
}
