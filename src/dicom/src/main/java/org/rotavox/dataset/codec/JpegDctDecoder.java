package org.rotavox.dataset.codec;

import java.util.Arrays;

/**
 * Sequential JPEG with Huffman coding (ISO 10918-1 annex F): baseline and extended, 8 or 12 bits,
 * one component.
 */
final class JpegDctDecoder {

  private static final int SIDE = 8;
  private static final int COEFFICIENTS = 64;

  /** Place of each coefficient of the zigzag sequence in its block (figure A.6). */
  private static final int[] ZIGZAG = zigzag();

  private final JpegStream stream;
  private final JpegBits bits;
  private final JpegHuffmanTable dc;
  private final JpegHuffmanTable ac;
  private final int[] quantization;
  private final int[] block = new int[COEFFICIENTS];
  private final int rows;
  private final int columns;
  private final int[] samples;
  private int lastDc;

  private JpegDctDecoder(JpegStream stream, FrameShape shape, int[] samples) throws CodecException {
    this.stream = stream;
    this.bits = stream.codedData();
    this.dc = stream.dcTable();
    this.ac = stream.acTable();
    this.quantization = stream.quantization();
    this.rows = shape.rows();
    this.columns = shape.columns();
    this.samples = samples;
  }

  /** Decodes all samples of the only scan. */
  static void decode(JpegStream stream, FrameShape shape, int[] samples) throws CodecException {
    JpegDctDecoder decoder = new JpegDctDecoder(stream, shape, samples);
    decoder.decodeBlocks();
    stream.checkEnd(decoder.bits.end(), shape);
  }

  /** Walks along the diagonals, upwards and downwards in turn. */
  private static int[] zigzag() {
    int[] order = new int[COEFFICIENTS];
    int n = 0;
    for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
      int least = Math.max(0, diagonal - SIDE + 1);
      int most = Math.min(diagonal, SIDE - 1);
      for (int i = least; i <= most; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        order[n++] = row * SIDE + diagonal - row;
      }
    }
    return order;
  }

  private void decodeBlocks() throws CodecException {
    InverseDct transform = new InverseDct(stream.precision());
    int interval = stream.restartInterval();
    int done = 0;
    for (int row = 0; row < rows; row += SIDE) {
      for (int column = 0; column < columns; column += SIDE, done++) {
        if (interval > 0 && done > 0 && done % interval == 0) {
          bits.restart((done / interval - 1) & 7);
          lastDc = 0;
        }
        decodeBlock();
        transform.apply(block);
        store(row, column);
      }
    }
  }

  private void store(int row, int column) {
    int height = Math.min(SIDE, rows - row);
    int width = Math.min(SIDE, columns - column);
    for (int r = 0; r < height; r++) {
      System.arraycopy(block, r * SIDE, samples, (row + r) * columns + column, width);
    }
  }

  /** F.2.2.1 and F.2.2.2: the difference of the DC coefficient, then runs of zeros and values. */
  private void decodeBlock() throws CodecException {
    Arrays.fill(block, 0);
    lastDc += dc.difference(bits);
    block[0] = lastDc * quantization[0];
    int k = 1;
    while (k < COEFFICIENTS) {
      int code = ac.decode(bits);
      int run = code >> 4;
      int size = code & 0xF;
      if (size == 0) {
        if (run != 15) {
          return; // end of block
        }
        k += 16;
        continue;
      }
      k += run;
      if (k >= COEFFICIENTS) {
        throw new CodecException("JPEG data hold a block of more than 64 coefficients");
      }
      block[ZIGZAG[k]] = JpegHuffmanTable.extended(bits, size) * quantization[k];
      k++;
    }
  }
}
