package org.rotavox.dataset.codec;

import java.util.Locale;

/**
 * JPEG of one grey component (ISO 10918-1): baseline of 8 bits, extended (processes 2 and 4) of 8
 * and 12 bits, and lossless (process 14, all selection values) of 2 to 16 bits.
 */
public final class JpegCodec implements FrameCodec {

  /** A block of 64 pixels has two codes at least, of a bit each. */
  private static final int MOST_PIXELS_PER_BIT = 32;

  /** The process is not known here: of the lossy ones, which need fewest. */
  @Override
  public long leastBytes(FrameShape shape) {
    return shape.pixels() / (MOST_PIXELS_PER_BIT * Byte.SIZE);
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    JpegStream stream = JpegStream.open(compressed);
    check(stream, compressed, shape);
    if (stream.process() == JpegStream.LOSSLESS) {
      JpegLosslessDecoder.decode(stream, shape, into);
    } else {
      JpegDctDecoder.decode(stream, shape, into);
    }
  }

  private static void check(JpegStream stream, byte[] compressed, FrameShape shape)
      throws CodecException {
    int precision = stream.precision();
    boolean known =
        switch (stream.process()) {
          case JpegStream.BASELINE -> precision == 8;
          case JpegStream.EXTENDED -> precision == 8 || precision == 12;
          case JpegStream.LOSSLESS -> true;
          default -> false;
        };
    if (!known) {
      throw new CodecException(
          String.format(
              Locale.ROOT,
              "JPEG process SOF%d with %d bits is not decodable",
              stream.process() - JpegStream.BASELINE,
              precision));
    }
    boolean rowsFit = stream.rows() == 0 || stream.rows() == shape.rows();
    if (!rowsFit || stream.columns() != shape.columns()) {
      throw new CodecException(
          "expected "
              + ImageReaders.describe(shape.columns(), shape.rows())
              + ", found a JPEG of "
              + ImageReaders.describe(stream.columns(), stream.rows()));
    }
    if (precision > shape.bitsAllocated()) {
      throw new CodecException(
          "expected at most " + shape.bitsAllocated() + " bits a sample, found " + precision);
    }
    long leastBits =
        stream.process() == JpegStream.LOSSLESS
            ? shape.pixels()
            : shape.pixels() / MOST_PIXELS_PER_BIT;
    if (compressed.length * 8L < leastBits) {
      throw new CodecException(
          compressed.length + " bytes of JPEG cannot hold " + shape.pixels() + " pixels");
    }
  }
}
