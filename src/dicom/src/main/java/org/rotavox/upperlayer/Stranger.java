package org.rotavox.upperlayer;

import java.nio.charset.StandardCharsets;
import org.rotavox.upperlayer.pdu.Pdu;

/** Recognises by its first bytes a peer that speaks another protocol than DICOM. */
final class Stranger {

  private static final int TLS_HANDSHAKE = 0x16;

  private Stranger() {}

  /**
   * Returns the protocol that the peer seems to use, and the remedy, as text.
   *
   * @param start the first 6 bytes
   */
  static String inWords(byte[] start) {
    if (start[0] == TLS_HANDSHAKE && start[1] == 3) {
      return "sent a TLS hello to a port without TLS: switch TLS off there, or on here";
    }
    if (start[0] == Pdu.ASSOCIATE_RQ && start[1] == 0) {
      return "sent an association request that is not well formed";
    }
    String text = new String(start, StandardCharsets.US_ASCII);
    if (text.matches("(GET |POST |HEAD |PUT |OPTION).*")) {
      return "sent HTTP to a DICOM port, which does not serve HTTP";
    }
    if (text.startsWith("SSH-")) {
      return "sent SSH to a DICOM port";
    }
    return "sent something that is not DICOM";
  }
}
