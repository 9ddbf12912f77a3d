package org.rotavox.dataset.codec;

/**
 * What the frame header of a JPEG stream says (ISO 10918-1 B.2.2), read before anything is
 * allocated for it.
 *
 * @param process the low byte of the SOF marker: C0 baseline, C1 extended, C3 lossless
 * @param precision bits of a sample
 * @param precisionAt where the precision stands in the stream
 */
record JpegHeader(
    int process, int precision, int rows, int columns, int components, int precisionAt) {

  /** Walks over the marker segments to the frame header. */
  static JpegHeader parse(byte[] bytes) throws CodecException {
    if (bytes.length < 4 || at(bytes, 0) != 0xFF || at(bytes, 1) != 0xD8) {
      throw new CodecException("expected a JPEG stream, found no SOI marker at its start");
    }
    int at = 2;
    while (at + 10 <= bytes.length) {
      if (at(bytes, at) != 0xFF) {
        throw new CodecException("expected a JPEG marker at byte " + at);
      }
      int marker = at(bytes, at + 1);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (isFrameHeader(marker)) {
        return new JpegHeader(
            marker,
            at(bytes, at + 4),
            at(bytes, at + 5) << 8 | at(bytes, at + 6),
            at(bytes, at + 7) << 8 | at(bytes, at + 8),
            at(bytes, at + 9),
            at + 4);
      }
      if (marker == 0xDA || marker == 0xD9) {
        break;
      }
      at += 2 + (at(bytes, at + 2) << 8 | at(bytes, at + 3));
    }
    throw new CodecException("found no frame header in " + bytes.length + " bytes of JPEG");
  }

  /** C4, C8 and CC are other segments within the range of the frame headers. */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }
}
