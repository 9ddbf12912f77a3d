package org.rotavox.upperlayer.pdu;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Whatever comes in as a PDU is read, or refused with the declared exception. */
class PduFuzzTest {

  private static final int MAX_P_DATA_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "30s")
  void readsOrRefuses(byte[] bytes) {
    if (bytes.length < Pdu.HEADER_BYTES) {
      return;
    }
    int type = bytes[0] & 0xFF;
    try {
      PduDecoder.checkHeader(type, bytes.length - (long) Pdu.HEADER_BYTES, MAX_P_DATA_BYTES);
      PduDecoder.decode(type, Arrays.copyOfRange(bytes, Pdu.HEADER_BYTES, bytes.length));
    } catch (PduFormatException e) {
      requireWords(e);
    }
  }

  private static void requireWords(PduFormatException e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      throw new AssertionError("refused without a word", e);
    }
  }
}
