package org.rotavox.dataset.codec;

import java.util.Arrays;

/**
 * The boxes of a JP2 file around a JPEG 2000 codestream (ISO 15444-1 annex I). PS3.5 A.4.4 wants
 * the bare codestream; some writers put the whole file into a fragment.
 */
public final class Jp2Boxes {

  private static final int SIGNATURE = 0x6A502020;
  private static final int CODESTREAM = 0x6A703263;
  private static final int HEADER = 0x6A703268;
  private static final int PALETTE = 0x70636C72;
  private static final int BOX_HEADER_BYTES = 8;
  private static final int LONG_HEADER_BYTES = 16;
  private static final int SIGNATURE_BYTES = 12;

  private Jp2Boxes() {}

  /** Returns true if the bytes begin with the signature box of a JP2 file. */
  public static boolean begin(byte[] bytes) {
    return bytes.length >= BOX_HEADER_BYTES
        && word(bytes, 0) == SIGNATURE_BYTES
        && word(bytes, 4) == SIGNATURE;
  }

  /**
   * Returns the codestream in the first {@code jp2c} box, or the bytes themselves where there are
   * no boxes.
   *
   * @throws CodecException if no box holds a codestream, or a palette gives the values another
   *     meaning
   */
  static byte[] codestream(byte[] bytes) throws CodecException {
    if (!begin(bytes)) {
      return bytes;
    }
    long at = 0;
    while (at + BOX_HEADER_BYTES <= bytes.length) {
      long length = word(bytes, (int) at) & 0xFFFFFFFFL;
      int type = word(bytes, (int) at + 4);
      int header = BOX_HEADER_BYTES;
      if (length == 1 && at + LONG_HEADER_BYTES <= bytes.length) {
        length =
            ((long) word(bytes, (int) at + 8) << 32) | (word(bytes, (int) at + 12) & 0xFFFFFFFFL);
        header = LONG_HEADER_BYTES;
      } else if (length == 0) {
        length = bytes.length - at;
      }
      if (length < header || length > bytes.length - at) {
        throw new CodecException(
            "a box of the JP2 file around the codestream is cut off or damaged");
      }
      if (type == CODESTREAM) {
        return Arrays.copyOfRange(bytes, (int) at + header, (int) (at + length));
      }
      if (type == HEADER && hasPalette(bytes, (int) at + header, (int) (at + length))) {
        throw new CodecException("a JP2 file with a palette: the values are no intensities");
      }
      at += length;
    }
    throw new CodecException("a JP2 file without a codestream");
  }

  private static boolean hasPalette(byte[] bytes, int from, int end) {
    int at = from;
    while (at + BOX_HEADER_BYTES <= end) {
      long length = word(bytes, at) & 0xFFFFFFFFL;
      if (word(bytes, at + 4) == PALETTE) {
        return true;
      }
      if (length < BOX_HEADER_BYTES || length > end - at) {
        return false;
      }
      at += (int) length;
    }
    return false;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }
}
