package org.rotavox.upperlayer.dimse;

/** Values of Command Field (0000,0100) (PS3.7 table E.1-1). */
public final class CommandField {

  public static final int C_STORE_RQ = 0x0001;
  public static final int C_FIND_RQ = 0x0020;
  public static final int C_MOVE_RQ = 0x0021;
  public static final int C_ECHO_RQ = 0x0030;
  public static final int N_EVENT_REPORT_RQ = 0x0100;
  public static final int N_ACTION_RQ = 0x0130;
  public static final int C_CANCEL_RQ = 0x0FFF;

  /** Set in the field of a response. */
  public static final int RESPONSE = 0x8000;

  private CommandField() {}

  /** Returns the name of a request, or its number where it has none. */
  public static String nameOf(int field) {
    return switch (field) {
      case C_STORE_RQ -> "C-STORE";
      case 0x0010 -> "C-GET";
      case C_FIND_RQ -> "C-FIND";
      case C_MOVE_RQ -> "C-MOVE";
      case C_ECHO_RQ -> "C-ECHO";
      case N_EVENT_REPORT_RQ -> "N-EVENT-REPORT";
      case 0x0110 -> "N-GET";
      case 0x0120 -> "N-SET";
      case N_ACTION_RQ -> "N-ACTION";
      case 0x0140 -> "N-CREATE";
      case 0x0150 -> "N-DELETE";
      default -> "the unknown operation %04XH".formatted(field);
    };
  }
}
