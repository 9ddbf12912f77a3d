package org.rotavox.upperlayer.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the sub-items of a user information item. */
final class UserInformationDecoder {

  private long maxPduBytes;
  private String implementationClass = "";
  private String implementationVersion = "";
  private Optional<UserInformation.OperationsWindow> window = Optional.empty();
  private final List<UserInformation.RoleSelection> roles = new ArrayList<>();
  private Optional<UserIdentity> identity = Optional.empty();
  private boolean identityResponse;

  void read(ByteCursor in) throws PduFormatException {
    while (!in.atEnd()) {
      int type = in.uint8();
      ByteCursor item = PduDecoder.item(in, type);
      switch (type) {
        case 0x51 -> maxPduBytes = item.uint32();
        case 0x52 -> implementationClass = item.text(item.remaining());
        case 0x53 ->
            window =
                Optional.of(new UserInformation.OperationsWindow(item.uint16(), item.uint16()));
        case 0x54 -> roles.add(role(item));
        case 0x55 -> implementationVersion = item.text(item.remaining());
        case 0x58 -> identity = Optional.of(identity(item));
        case 0x59 -> identityResponse = true;
        default -> item.skip(item.remaining());
      }
    }
  }

  private static UserInformation.RoleSelection role(ByteCursor in) throws PduFormatException {
    String sopClass = in.text(in.uint16());
    return new UserInformation.RoleSelection(sopClass, in.uint8() == 1, in.uint8() == 1);
  }

  private static UserIdentity identity(ByteCursor in) throws PduFormatException {
    int type = in.uint8();
    boolean responseRequested = in.uint8() == 1;
    byte[] primary = in.bytes(in.uint16());
    byte[] secondary = in.bytes(in.uint16());
    return new UserIdentity(type, responseRequested, primary, secondary);
  }

  UserInformation result() {
    return new UserInformation(
        maxPduBytes,
        implementationClass,
        implementationVersion,
        window,
        roles,
        identity,
        identityResponse);
  }
}
