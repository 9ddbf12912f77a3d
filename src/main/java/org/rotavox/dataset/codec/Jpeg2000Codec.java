package org.rotavox.dataset.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;

/**
 * JPEG 2000 part 1, lossless and lossy, one component, as a bare codestream (ISO 15444-1 annex A)
 * as PS3.5 A.4.4 demands it or in the boxes of a JP2 file, through the JJ2000 reader.
 */
public final class Jpeg2000Codec implements FrameCodec {

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    byte[] codestream = Jpeg2000Header.checked(Jp2Boxes.codestream(compressed), shape);
    ImageReaders.decode(
        new J2KImageReaderSpi(), reader -> reader.readRaster(0, null), codestream, shape, into);
  }
}
