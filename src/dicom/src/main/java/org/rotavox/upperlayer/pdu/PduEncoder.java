package org.rotavox.upperlayer.pdu;

import java.io.ByteArrayOutputStream;

/** Writes PDUs as bytes (PS3.8 section 9.3); the content of a P-DATA-TF is written elsewhere. */
public final class PduEncoder {

  private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
  private static final int AE_TITLE_BYTES = 16;
  private static final int RESERVED_BYTES = 32;
  private static final int VERSION_1 = 1;

  private PduEncoder() {}

  /** Returns the whole PDU; of a P-DATA-TF, the header. */
  public static byte[] encode(Pdu pdu) {
    if (pdu instanceof Pdu.AssociateRq rq) {
      return pdu(Pdu.ASSOCIATE_RQ, body(rq));
    } else if (pdu instanceof Pdu.AssociateAc ac) {
      return pdu(Pdu.ASSOCIATE_AC, body(ac));
    } else if (pdu instanceof Pdu.AssociateRj rj) {
      return pdu(Pdu.ASSOCIATE_RJ, bytes(0, rj.result(), rj.source(), rj.reason()));
    } else if (pdu instanceof Pdu.PDataTf data) {
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      putHeader(header, Pdu.P_DATA_TF, data.length());
      return header.toByteArray();
    } else if (pdu instanceof Pdu.ReleaseRq) {
      return pdu(Pdu.RELEASE_RQ, bytes(0, 0, 0, 0));
    } else if (pdu instanceof Pdu.ReleaseRp) {
      return pdu(Pdu.RELEASE_RP, bytes(0, 0, 0, 0));
    }
    Pdu.Abort abort = (Pdu.Abort) pdu;
    return pdu(Pdu.ABORT, bytes(0, 0, abort.source(), abort.reason()));
  }

  private static ByteArrayOutputStream body(Pdu.AssociateRq rq) {
    ByteArrayOutputStream out = associateStart(rq.called(), rq.calling());
    for (Pdu.ProposedContext context : rq.contexts()) {
      ByteArrayOutputStream item = bytes(context.id(), 0, 0, 0);
      putItem(item, 0x30, text(context.abstractSyntax()));
      for (String transferSyntax : context.transferSyntaxes()) {
        putItem(item, 0x40, text(transferSyntax));
      }
      putItem(out, 0x20, item);
    }
    putItem(out, 0x50, user(rq.user()));
    return out;
  }

  private static ByteArrayOutputStream body(Pdu.AssociateAc ac) {
    ByteArrayOutputStream out = associateStart(ac.called(), ac.calling());
    for (Pdu.ContextResult context : ac.contexts()) {
      ByteArrayOutputStream item = bytes(context.id(), 0, context.result(), 0);
      putItem(item, 0x40, text(context.transferSyntax()));
      putItem(out, 0x21, item);
    }
    putItem(out, 0x50, user(ac.user()));
    return out;
  }

  private static ByteArrayOutputStream associateStart(String called, String calling) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put16(out, VERSION_1);
    put16(out, 0);
    putAeTitle(out, called);
    putAeTitle(out, calling);
    out.writeBytes(new byte[RESERVED_BYTES]);
    putItem(out, 0x10, text(APPLICATION_CONTEXT));
    return out;
  }

  private static ByteArrayOutputStream user(UserInformation user) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream maxLength = new ByteArrayOutputStream();
    put32(maxLength, user.maxPduBytes());
    putItem(out, 0x51, maxLength);
    putItem(out, 0x52, text(user.implementationClass()));
    user.window()
        .ifPresent(
            window -> {
              ByteArrayOutputStream item = new ByteArrayOutputStream();
              put16(item, window.invoked());
              put16(item, window.performed());
              putItem(out, 0x53, item);
            });
    for (UserInformation.RoleSelection role : user.roles()) {
      ByteArrayOutputStream item = new ByteArrayOutputStream();
      put16(item, role.sopClass().length());
      putText(item, role.sopClass());
      item.write(role.scu() ? 1 : 0);
      item.write(role.scp() ? 1 : 0);
      putItem(out, 0x54, item);
    }
    putItem(out, 0x55, text(user.implementationVersion()));
    user.identity().ifPresent(identity -> putItem(out, 0x58, identity(identity)));
    if (user.identityResponse()) {
      putItem(out, 0x59, bytes(0, 0));
    }
    return out;
  }

  private static ByteArrayOutputStream identity(UserIdentity identity) {
    ByteArrayOutputStream item = bytes(identity.type(), identity.responseRequested() ? 1 : 0);
    byte[] primary = identity.primary();
    put16(item, primary.length);
    item.writeBytes(primary);
    byte[] secondary = identity.secondary();
    put16(item, secondary.length);
    item.writeBytes(secondary);
    return item;
  }

  private static byte[] pdu(int type, ByteArrayOutputStream body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    putHeader(out, type, body.size());
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  private static void putHeader(ByteArrayOutputStream out, int type, int length) {
    out.write(type);
    out.write(0);
    put32(out, length);
  }

  private static void putItem(ByteArrayOutputStream out, int type, ByteArrayOutputStream content) {
    if (content.size() > 0xFFFF) {
      throw new IllegalArgumentException(
          "item %02XH has %d bytes, at most 65535 fit".formatted(type, content.size()));
    }
    out.write(type);
    out.write(0);
    put16(out, content.size());
    out.writeBytes(content.toByteArray());
  }

  private static void putAeTitle(ByteArrayOutputStream out, String title) {
    for (int i = 0; i < AE_TITLE_BYTES; i++) {
      out.write(i < title.length() ? title.charAt(i) : ' ');
    }
  }

  private static ByteArrayOutputStream text(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    putText(out, text);
    return out;
  }

  private static void putText(ByteArrayOutputStream out, String text) {
    for (int i = 0; i < text.length(); i++) {
      out.write(text.charAt(i));
    }
  }

  private static ByteArrayOutputStream bytes(int... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int value : values) {
      out.write(value);
    }
    return out;
  }

  private static void put16(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static void put32(ByteArrayOutputStream out, long value) {
    put16(out, (int) (value >> 16));
    put16(out, (int) value);
  }
}
