package org.rotavox.dataset.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;

/**
 * JPEG 2000 part 1, lossless and lossy, one component, as a bare codestream (ISO 15444-1 annex A)
 * as PS3.5 A.4.4 demands it, through the JJ2000 reader.
 */
public final class Jpeg2000Codec implements FrameCodec {

  /** SOC and SIZ markers, then Lsiz, Rsiz, eight sizes of 32 bits, Csiz, and one component. */
  private static final int SHORTEST = 2 + 2 + 38 + 3;

  private static final long MOST_TILES = 65535;

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    check(compressed, shape);
    ImageReaders.decode(
        new J2KImageReaderSpi(), reader -> reader.readRaster(0, null), compressed, shape, into);
  }

  private static void check(byte[] bytes, FrameShape shape) throws CodecException {
    if (bytes.length < SHORTEST || word(bytes, 0) != 0xFF4FFF51L) {
      throw new CodecException("expected a JPEG 2000 codestream, found no SOC and SIZ markers");
    }
    long columns = word(bytes, 8) - word(bytes, 16);
    long rows = word(bytes, 12) - word(bytes, 20);
    if (columns != shape.columns() || rows != shape.rows()) {
      throw new CodecException(
          "expected "
              + ImageReaders.describe(shape.columns(), shape.rows())
              + ", found a JPEG 2000 image of "
              + columns
              + " x "
              + rows);
    }
    long tileColumns = word(bytes, 24);
    long tileRows = word(bytes, 28);
    if (tileColumns == 0
        || tileRows == 0
        || (columns / tileColumns + 2) * (rows / tileRows + 2) > MOST_TILES) {
      throw new CodecException("JPEG 2000 tiles of " + tileColumns + " x " + tileRows);
    }
    int components = (bytes[40] & 0xFF) << 8 | (bytes[41] & 0xFF);
    int precision = (bytes[42] & 0x7F) + 1;
    if (components != 1 || precision > shape.bitsAllocated()) {
      throw new CodecException(
          "expected 1 component of at most "
              + shape.bitsAllocated()
              + " bits, found "
              + components
              + " of "
              + precision);
    }
  }

  private static long word(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | (bytes[at + 3] & 0xFFL);
  }
}
