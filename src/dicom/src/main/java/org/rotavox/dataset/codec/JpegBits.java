package org.rotavox.dataset.codec;

/**
 * Bits of entropy-coded JPEG data, the first one the highest of its byte (ISO 10918-1 F.2.2.5).
 *
 * <p>A byte FF is followed by a stuffed 00, which is left out; FF followed by anything else is a
 * marker, which ends the data. FF bytes may fill the place before a marker (B.1.1.2).
 */
final class JpegBits {

  private static final int FILLED = 56;

  private final byte[] bytes;
  private int at;
  private long buffer;
  private int count;

  JpegBits(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  private void fill() {
    while (count <= FILLED && at < bytes.length) {
      int value = bytes[at] & 0xFF;
      if (value == 0xFF) {
        int next = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0xD9;
        if (next == 0xFF) {
          at++;
          continue;
        }
        if (next != 0) {
          return;
        }
        at++;
      }
      at++;
      buffer = (buffer << 8) | value;
      count += 8;
    }
  }

  /** Returns the next bits without taking them; zeros where the data have ended. */
  int peek(int bits) {
    if (count < bits) {
      fill();
      if (count < bits) {
        return (int) (buffer << (bits - count)) & ((1 << bits) - 1);
      }
    }
    return (int) (buffer >>> (count - bits)) & ((1 << bits) - 1);
  }

  /** Takes bits that were looked at. */
  void skip(int bits) throws CodecException {
    if (bits > count) {
      throw new CodecException("the JPEG data end before the image: it is cut off");
    }
    count -= bits;
  }

  /** Takes up to 16 bits. */
  int take(int bits) throws CodecException {
    int value = peek(bits);
    skip(bits);
    return value;
  }

  /**
   * Goes over the marker that must follow now.
   *
   * @param number 0 to 7, of the restart marker
   */
  void restart(int number) throws CodecException {
    fill();
    if (count >= 8) {
      throw new CodecException(
          "JPEG data continue in place of restart marker " + number + " is due");
    }
    buffer = 0;
    count = 0;
    if (at + 1 >= bytes.length || (bytes[at + 1] & 0xFF) != 0xD0 + number) {
      throw new CodecException("expected JPEG restart marker " + number + " at byte " + at);
    }
    at += 2;
  }

  /** Returns where the data ended: at a marker, or at the end of all; unread bits are dropped. */
  int end() {
    while (at < bytes.length) {
      count = 0;
      int before = at;
      fill();
      if (at == before) {
        break;
      }
    }
    return at;
  }
}
