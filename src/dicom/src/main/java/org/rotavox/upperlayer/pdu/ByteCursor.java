package org.rotavox.upperlayer.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads big-endian numbers and text from a range of bytes, and never beyond it. */
final class ByteCursor {

  private final byte[] bytes;
  private final int end;
  private final String what;
  private int at;

  ByteCursor(byte[] bytes, int from, int end, String what) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.what = what;
  }

  int remaining() {
    return end - at;
  }

  boolean atEnd() {
    return at >= end;
  }

  int uint8() throws PduFormatException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  int uint16() throws PduFormatException {
    return uint8() << 8 | uint8();
  }

  long uint32() throws PduFormatException {
    return (long) uint16() << 16 | uint16();
  }

  byte[] bytes(int count) throws PduFormatException {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  /** Text of that length without the padding of spaces and nulls at its ends. */
  String text(int count) throws PduFormatException {
    String raw = new String(bytes(count), StandardCharsets.ISO_8859_1);
    int from = 0;
    int to = raw.length();
    while (to > from && isPadding(raw.charAt(to - 1))) {
      to--;
    }
    while (from < to && isPadding(raw.charAt(from))) {
      from++;
    }
    return raw.substring(from, to);
  }

  void skip(int count) throws PduFormatException {
    need(count);
    at += count;
  }

  /** A cursor over the next bytes, which this one steps over. */
  ByteCursor slice(int count, String name) throws PduFormatException {
    need(count);
    at += count;
    return new ByteCursor(bytes, at - count, at, name);
  }

  private void need(int count) throws PduFormatException {
    if (count > end - at) {
      throw new PduFormatException(
          AbortReason.INVALID_PDU_PARAMETER_VALUE,
          "%s: expected %d more bytes at offset %d, found %d".formatted(what, count, at, end - at));
    }
  }

  private static boolean isPadding(char c) {
    return c == ' ' || c == 0;
  }
}
