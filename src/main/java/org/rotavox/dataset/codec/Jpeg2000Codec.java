package org.rotavox.dataset.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;

/**
 * JPEG 2000 part 1, lossless and lossy, one component, as a bare codestream (ISO 15444-1 annex A)
 * as PS3.5 A.4.4 demands it, through the JJ2000 reader.
 */
public final class Jpeg2000Codec implements FrameCodec {

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    Jpeg2000Header.check(compressed, shape);
    ImageReaders.decode(
        new J2KImageReaderSpi(), reader -> reader.readRaster(0, null), compressed, shape, into);
  }
}
