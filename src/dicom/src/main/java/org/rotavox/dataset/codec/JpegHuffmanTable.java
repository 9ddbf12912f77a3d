package org.rotavox.dataset.codec;

/** A Huffman table (ISO 10918-1 annex C): codes of up to 16 bits for values of 8 bits. */
final class JpegHuffmanTable {

  private static final int LONGEST = 16;

  /** Codes up to this long are looked up at once. */
  private static final int LOOKED_UP = 10;

  private final int[] lookUp = new int[1 << LOOKED_UP];
  private final int[] pastLast = new int[LONGEST + 1];
  private final int[] offset = new int[LONGEST + 1];
  private final int[] values;

  /**
   * @param counts numbers of codes of the lengths 1 to 16
   * @param values the values of all codes, the shortest code's first
   */
  JpegHuffmanTable(int[] counts, int[] values) throws CodecException {
    this.values = values;
    int code = 0;
    int n = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offset[length] = n - code;
      for (int i = 0; i < counts[length - 1]; i++, n++, code++) {
        if (length <= LOOKED_UP) {
          enter(code, length, values[n]);
        }
      }
      if (code > 1 << length) {
        throw new CodecException(
            "a JPEG Huffman table has more codes than fit " + length + " bits");
      }
      pastLast[length] = code << (LONGEST - length);
      code <<= 1;
    }
  }

  private void enter(int code, int length, int value) {
    int first = code << (LOOKED_UP - length);
    int count = 1 << (LOOKED_UP - length);
    for (int i = first; i < first + count && i < lookUp.length; i++) {
      lookUp[i] = (length << 8) | value;
    }
  }

  /** Takes one code. */
  int decode(JpegBits bits) throws CodecException {
    int ahead = bits.peek(LONGEST);
    int found = lookUp[ahead >>> (LONGEST - LOOKED_UP)];
    if (found != 0) {
      bits.skip(found >>> 8);
      return found & 0xFF;
    }
    for (int length = LOOKED_UP + 1; length <= LONGEST; length++) {
      if (ahead < pastLast[length]) {
        bits.skip(length);
        return values[offset[length] + (ahead >>> (LONGEST - length))];
      }
    }
    throw new CodecException("JPEG data hold a code that their Huffman table does not");
  }

  /**
   * Takes a difference (F.2.2.1): a code for the number of bits, then these bits, of which the
   * first is 0 for negative ones.
   */
  int difference(JpegBits bits) throws CodecException {
    int ahead = bits.peek(LONGEST);
    int found = lookUp[ahead >>> (LONGEST - LOOKED_UP)];
    int size = found & 0xFF;
    int both = (found >>> 8) + size;
    if (found == 0 || size == 0 || both > LONGEST) {
      return extended(bits, decode(bits));
    }
    // code and bits of the difference were looked at together
    bits.skip(both);
    int value = (ahead >>> (LONGEST - both)) & ((1 << size) - 1);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** Takes a value of this number of bits and extends its sign (figure F.12). */
  static int extended(JpegBits bits, int size) throws CodecException {
    if (size == 0) {
      return 0;
    }
    if (size >= LONGEST) {
      // H.1.2.2: a difference of 32768 has no bits of its own
      if (size > LONGEST) {
        throw new CodecException("JPEG data hold a difference of " + size + " bits");
      }
      return 1 << (LONGEST - 1);
    }
    int value = bits.take(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }
}
