package org.rotavox.upperlayer.pdu;

/** Why a service provider aborts (PS3.8 table 9-26). */
public enum AbortReason {
  NOT_SPECIFIED(0),
  UNRECOGNIZED_PDU(1),
  UNEXPECTED_PDU(2),
  UNRECOGNIZED_PDU_PARAMETER(4),
  UNEXPECTED_PDU_PARAMETER(5),
  INVALID_PDU_PARAMETER_VALUE(6);

  private final int code;

  AbortReason(int code) {
    this.code = code;
  }

  /** Returns the number in the A-ABORT PDU. */
  public int code() {
    return code;
  }

  /** Returns the reason in words, also for numbers that the standard does not know. */
  public static String inWords(int code) {
    for (AbortReason reason : values()) {
      if (reason.code == code) {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      }
    }
    return "unknown reason " + code;
  }
}
