package org.rotavox.upperlayer.dimse;

/** Elements of command sets that are used here (PS3.7 table E.1-1), named by their keywords. */
public final class CommandTag {

  public static final int CommandGroupLength = 0x0000;
  public static final int AffectedSOPClassUID = 0x0002;
  public static final int RequestedSOPClassUID = 0x0003;
  public static final int CommandField = 0x0100;
  public static final int MessageID = 0x0110;
  public static final int MessageIDBeingRespondedTo = 0x0120;
  public static final int MoveDestination = 0x0600;
  public static final int Priority = 0x0700;
  public static final int CommandDataSetType = 0x0800;
  public static final int Status = 0x0900;
  public static final int OffendingElement = 0x0901;
  public static final int ErrorComment = 0x0902;
  public static final int AffectedSOPInstanceUID = 0x1000;
  public static final int RequestedSOPInstanceUID = 0x1001;
  public static final int EventTypeID = 0x1002;
  public static final int ActionTypeID = 0x1008;
  public static final int NumberOfRemainingSuboperations = 0x1020;
  public static final int NumberOfCompletedSuboperations = 0x1021;
  public static final int NumberOfFailedSuboperations = 0x1022;
  public static final int NumberOfWarningSuboperations = 0x1023;

  private CommandTag() {}

  /** Returns tag and name of a UID, such as "(0000,0002) Affected SOP Class UID". */
  public static String describeUid(int tag) {
    String name =
        switch (tag) {
          case AffectedSOPClassUID -> "Affected SOP Class UID";
          case RequestedSOPClassUID -> "Requested SOP Class UID";
          case AffectedSOPInstanceUID -> "Affected SOP Instance UID";
          case RequestedSOPInstanceUID -> "Requested SOP Instance UID";
          default -> throw new IllegalArgumentException("no UID: %04X".formatted(tag));
        };
    return "(0000,%04X) %s".formatted(tag, name);
  }
}
