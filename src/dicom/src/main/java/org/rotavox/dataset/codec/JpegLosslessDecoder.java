package org.rotavox.dataset.codec;

/**
 * JPEG Lossless, process 14 (ISO 10918-1 annex H): every sample is a Huffman-coded difference from
 * a prediction out of its neighbours, modulo 2^16. Selection values 1 to 7, 2 to 16 bits, any point
 * transform.
 */
final class JpegLosslessDecoder {

  private static final int MODULUS = 0xFFFF;

  private final JpegStream stream;
  private final JpegBits bits;
  private final JpegHuffmanTable table;
  private final int rows;
  private final int columns;
  private final int[] samples;
  private final int start;
  private final int cellMask;

  private JpegLosslessDecoder(JpegStream stream, FrameShape shape, int[] samples)
      throws CodecException {
    this.stream = stream;
    this.bits = stream.codedData();
    this.table = stream.dcTable();
    this.rows = shape.rows();
    this.columns = shape.columns();
    this.samples = samples;
    this.cellMask = (1 << shape.bitsAllocated()) - 1;
    int precision = stream.precision();
    int transform = stream.pointTransform();
    if (precision < 2 || precision > 16 || transform >= precision) {
      throw new CodecException(
          "lossless JPEG of " + precision + " bits with a point transform of " + transform);
    }
    if (stream.spectralStart() < 1 || stream.spectralStart() > 7) {
      throw new CodecException(
          "lossless JPEG with selection value " + stream.spectralStart() + ", not 1 to 7");
    }
    if (stream.restartInterval() % columns != 0) {
      throw new CodecException(
          "lossless JPEG with a restart interval of "
              + stream.restartInterval()
              + " samples, which are no whole rows of "
              + columns);
    }
    this.start = 1 << (precision - transform - 1);
  }

  /** Decodes all samples of the only scan. */
  static void decode(JpegStream stream, FrameShape shape, int[] samples) throws CodecException {
    JpegLosslessDecoder decoder = new JpegLosslessDecoder(stream, shape, samples);
    decoder.decodeRows();
    stream.checkEnd(decoder.bits.end(), shape);
  }

  private void decodeRows() throws CodecException {
    int interval = stream.restartInterval() / columns;
    int restarts = 0;
    for (int row = 0; row < rows; row++) {
      boolean first = row == 0;
      if (interval > 0 && row > 0 && row % interval == 0) {
        bits.restart(restarts++ & 7);
        first = true;
      }
      int from = row * columns;
      if (first) {
        decodeFromLeft(from, start);
      } else {
        decodeRow(from);
      }
    }
    int transform = stream.pointTransform();
    if (transform > 0 || cellMask < MODULUS) {
      for (int i = 0; i < rows * columns; i++) {
        samples[i] = (samples[i] << transform) & cellMask;
      }
    }
  }

  /** The first row, and the first after a restart, are predicted from the left (H.1.2.1). */
  private void decodeFromLeft(int from, int prediction) throws CodecException {
    int left = prediction;
    for (int i = from; i < from + columns; i++) {
      left = (left + table.difference(bits)) & MODULUS;
      samples[i] = left;
    }
  }

  /** Other rows; their first sample is predicted from above. Table H.1. */
  private void decodeRow(int from) throws CodecException {
    int left = (samples[from - columns] + table.difference(bits)) & MODULUS;
    samples[from] = left;
    int selection = stream.spectralStart();
    if (selection == 1) {
      for (int i = from + 1; i < from + columns; i++) {
        left = (left + table.difference(bits)) & MODULUS;
        samples[i] = left;
      }
      return;
    }
    int corner = samples[from - columns];
    for (int i = from + 1; i < from + columns; i++) {
      int above = samples[i - columns];
      int prediction =
          switch (selection) {
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + ((above - corner) >> 1);
            case 6 -> above + ((left - corner) >> 1);
            default -> (left + above) >> 1;
          };
      left = (prediction + table.difference(bits)) & MODULUS;
      samples[i] = left;
      corner = above;
    }
  }
}
