package org.rotavox.upperlayer.pdu;

/** The events of the state table (PS3.8 table 9-10), in the order of its rows. */
public enum Event {
  LOCAL_ASSOCIATE_REQUEST,
  TRANSPORT_CONFIRMED,
  ASSOCIATE_AC_RECEIVED,
  ASSOCIATE_RJ_RECEIVED,
  TRANSPORT_INDICATED,
  ASSOCIATE_RQ_RECEIVED,
  LOCAL_ASSOCIATE_ACCEPT,
  LOCAL_ASSOCIATE_REJECT,
  LOCAL_DATA_REQUEST,
  DATA_RECEIVED,
  LOCAL_RELEASE_REQUEST,
  RELEASE_RQ_RECEIVED,
  RELEASE_RP_RECEIVED,
  LOCAL_RELEASE_RESPONSE,
  LOCAL_ABORT_REQUEST,
  ABORT_RECEIVED,
  TRANSPORT_CLOSED,
  ARTIM_EXPIRED,
  INVALID_PDU_RECEIVED;

  /** Returns the event that the arrival of a PDU is. */
  public static Event ofReceived(Pdu pdu) {
    if (pdu instanceof Pdu.AssociateRq) {
      return ASSOCIATE_RQ_RECEIVED;
    } else if (pdu instanceof Pdu.AssociateAc) {
      return ASSOCIATE_AC_RECEIVED;
    } else if (pdu instanceof Pdu.AssociateRj) {
      return ASSOCIATE_RJ_RECEIVED;
    } else if (pdu instanceof Pdu.PDataTf) {
      return DATA_RECEIVED;
    } else if (pdu instanceof Pdu.ReleaseRq) {
      return RELEASE_RQ_RECEIVED;
    } else if (pdu instanceof Pdu.ReleaseRp) {
      return RELEASE_RP_RECEIVED;
    }
    return ABORT_RECEIVED;
  }
}
