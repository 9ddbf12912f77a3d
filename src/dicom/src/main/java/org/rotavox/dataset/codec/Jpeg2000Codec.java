package org.rotavox.dataset.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;

/**
 * JPEG 2000 part 1, lossless and lossy, one component, as a bare codestream (ISO 15444-1 annex A)
 * as PS3.5 A.4.4 demands it or in the boxes of a JP2 file, through the JJ2000 reader.
 */
public final class Jpeg2000Codec implements FrameCodec {

  /** Frames of fewer pixels may have as few bytes as they like: a dark one is next to nothing. */
  private static final int FEW_PIXELS = 1 << 23;

  /** The most that is believed of larger ones; photographs have less than a hundred. */
  private static final int MOST_PIXELS_PER_BYTE = 4096;

  @Override
  public long leastBytes(FrameShape shape) {
    return shape.pixels() <= FEW_PIXELS ? 0 : shape.pixels() / MOST_PIXELS_PER_BYTE;
  }

  @Override
  public int bytesPerPixel() {
    return 10;
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    byte[] codestream = Jpeg2000Header.checked(Jp2Boxes.codestream(compressed), shape);
    ImageReaders.decode(
        new J2KImageReaderSpi(), reader -> reader.readRaster(0, null), codestream, shape, into);
  }
}
