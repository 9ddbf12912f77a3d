package org.rotavox.upperlayer.pdu;

/** The actions of the state table (PS3.8 tables 9-6 to 9-9). */
public enum Action {
  /** Open the transport connection. */
  AE_1,
  /** Send A-ASSOCIATE-RQ. */
  AE_2,
  /** Confirm acceptance to the local user. */
  AE_3,
  /** Confirm rejection to the local user, close the transport connection. */
  AE_4,
  /** Accept the transport connection, start ARTIM. */
  AE_5,
  /** Stop ARTIM; indicate the request, or reject it, start ARTIM. */
  AE_6,
  /** Send A-ASSOCIATE-AC. */
  AE_7,
  /** Send A-ASSOCIATE-RJ, start ARTIM. */
  AE_8,
  /** Send P-DATA-TF. */
  DT_1,
  /** Indicate data. */
  DT_2,
  /** Send A-RELEASE-RQ. */
  AR_1,
  /** Indicate release. */
  AR_2,
  /** Confirm release, close the transport connection. */
  AR_3,
  /** Send A-RELEASE-RP, start ARTIM. */
  AR_4,
  /** Stop ARTIM. */
  AR_5,
  /** Indicate data while waiting for the end. */
  AR_6,
  /** Send P-DATA-TF while the peer waits for the end. */
  AR_7,
  /** Indicate release: collision. */
  AR_8,
  /** Send A-RELEASE-RP. */
  AR_9,
  /** Confirm release. */
  AR_10,
  /** Send A-ABORT as service user, start ARTIM. */
  AA_1,
  /** Stop ARTIM, close the transport connection. */
  AA_2,
  /** Indicate abort, close the transport connection. */
  AA_3,
  /** Indicate abort: the connection is gone. */
  AA_4,
  /** Stop ARTIM. */
  AA_5,
  /** Ignore the PDU. */
  AA_6,
  /** Send A-ABORT. */
  AA_7,
  /** Send A-ABORT as service provider, indicate abort, start ARTIM. */
  AA_8
}
