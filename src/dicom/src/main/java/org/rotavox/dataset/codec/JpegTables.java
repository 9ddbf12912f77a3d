package org.rotavox.dataset.codec;

import org.jspecify.annotations.Nullable;

/** The Huffman and quantization tables of a JPEG stream, by their selectors (ISO 10918-1 B.2.4). */
final class JpegTables {

  private static final int SELECTORS = 4;
  private static final int CLASSES = 2;
  private static final int COEFFICIENTS = 64;
  private static final int LENGTHS = 16;

  private final @Nullable JpegHuffmanTable[][] huffman =
      new @Nullable JpegHuffmanTable[CLASSES][SELECTORS];
  private final int[] @Nullable [] quantization = new int[SELECTORS] @Nullable [];

  /** Reads a DHT segment; a table that was there is replaced. */
  void readHuffmanTables(byte[] bytes, int start, int end) throws CodecException {
    int from = start;
    while (from < end) {
      need(from, 1 + LENGTHS, end);
      int kind = (bytes[from] & 0xFF) >> 4;
      int selector = bytes[from] & 0xF;
      int[] counts = new int[LENGTHS];
      int total = 0;
      for (int i = 0; i < LENGTHS; i++) {
        counts[i] = bytes[from + 1 + i] & 0xFF;
        total += counts[i];
      }
      from += 1 + LENGTHS;
      need(from, total, end);
      int[] values = new int[total];
      for (int i = 0; i < total; i++) {
        values[i] = bytes[from + i] & 0xFF;
      }
      from += total;
      if (kind >= CLASSES || selector >= SELECTORS) {
        throw new CodecException("a JPEG Huffman table is for class " + kind + ", " + selector);
      }
      huffman[kind][selector] = new JpegHuffmanTable(counts, values);
    }
  }

  /** Reads a DQT segment. */
  void readQuantization(byte[] bytes, int start, int end) throws CodecException {
    int from = start;
    while (from < end) {
      int wide = (bytes[from] & 0xFF) >> 4;
      int selector = bytes[from] & 0xF;
      if (wide > 1 || selector >= SELECTORS) {
        throw new CodecException("a JPEG quantization table is number " + selector);
      }
      need(from + 1, COEFFICIENTS << wide, end);
      int[] table = new int[COEFFICIENTS];
      for (int i = 0; i < COEFFICIENTS; i++) {
        int at = from + 1 + (i << wide);
        table[i] =
            wide == 1 ? ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF) : bytes[at] & 0xFF;
      }
      quantization[selector] = table;
      from += 1 + (COEFFICIENTS << wide);
    }
  }

  private static void need(int from, int count, int end) throws CodecException {
    if (from + count > end) {
      throw new CodecException("a JPEG table before byte " + end + " is too short");
    }
  }

  /**
   * Returns a Huffman table.
   *
   * @param kind 0 = DC and lossless, 1 = AC
   */
  JpegHuffmanTable huffman(int kind, int selector) throws CodecException {
    JpegHuffmanTable table = selector < SELECTORS ? huffman[kind][selector] : null;
    if (table == null) {
      throw new CodecException("JPEG Huffman table " + selector + " is used and not defined");
    }
    return table;
  }

  /** Returns a quantization table in zigzag order. */
  int[] quantization(int selector) throws CodecException {
    int[] table = selector < SELECTORS ? quantization[selector] : null;
    if (table == null) {
      throw new CodecException("JPEG quantization table " + selector + " is used and not defined");
    }
    return table;
  }
}
