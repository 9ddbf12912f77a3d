package org.rotavox.dataset.codec;

/**
 * Bits of JPEG-LS data (ISO 14495-1 A.1, C.2.1): behind a byte FF the next byte holds seven bits;
 * FF before a byte of 80 or more is a marker, which ends the data.
 */
final class JpegLsBits {

  private final byte[] bytes;
  private int at;
  private int current;
  private int left;

  JpegLsBits(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  private void next() throws CodecException {
    boolean stuffed = current == 0xFF;
    int value = at < bytes.length ? bytes[at] & 0xFF : -1;
    boolean marker = value == 0xFF && (at + 1 >= bytes.length || (bytes[at + 1] & 0xFF) >= 0x80);
    if (value < 0 || marker || (stuffed && value >= 0x80)) {
      throw new CodecException("the JPEG-LS data end before the image: it is cut off");
    }
    at++;
    current = value;
    left = stuffed ? 7 : 8;
  }

  /** Takes one bit. */
  int bit() throws CodecException {
    if (left == 0) {
      next();
    }
    left--;
    return (current >> left) & 1;
  }

  /** Takes up to 31 bits, the highest first. */
  int take(int count) throws CodecException {
    int value = 0;
    int missing = count;
    while (missing > 0) {
      if (left == 0) {
        next();
      }
      int taken = Math.min(left, missing);
      left -= taken;
      missing -= taken;
      value = (value << taken) | ((current >> left) & ((1 << taken) - 1));
    }
    return value;
  }

  /**
   * Takes a Golomb code of limited length (A.5.3): zeros, a one, and {@code k} bits; after too many
   * zeros the value itself.
   */
  int golomb(int k, int limit, int valueBits) throws CodecException {
    int zeros = 0;
    while (bit() == 0) {
      if (++zeros > limit) {
        throw new CodecException("JPEG-LS data hold a code of more than " + limit + " zeros");
      }
    }
    return zeros < limit - valueBits - 1 ? (zeros << k) | take(k) : take(valueBits) + 1;
  }

  /** Returns true if what is left are filling bits before a marker, or before the end of all. */
  boolean isAtEnd() {
    int from = current == 0xFF && at < bytes.length && (bytes[at] & 0xFF) < 0x80 ? at + 1 : at;
    return from >= bytes.length || (bytes[from] & 0xFF) == 0xFF;
  }

  /** Goes over the restart marker that must follow now. */
  void restart(int number) throws CodecException {
    if (current == 0xFF && at < bytes.length && (bytes[at] & 0xFF) < 0x80) {
      at++; // a last byte of FF is followed by stuffed bits
    }
    while (at + 1 < bytes.length && bytes[at] == -1 && bytes[at + 1] == -1) {
      at++;
    }
    if (at + 1 >= bytes.length
        || (bytes[at] & 0xFF) != 0xFF
        || (bytes[at + 1] & 0xFF) != 0xD0 + number) {
      throw new CodecException("expected JPEG-LS restart marker " + number + " at byte " + at);
    }
    at += 2;
    current = 0;
    left = 0;
  }
}
