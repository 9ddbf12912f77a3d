package org.rotavox.dataset.codec;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * JPEG Baseline and Extended of 8 bits, and JPEG Lossless (process 14, all selection values) of 8
 * to 16 bits (ISO 10918-1), one grey component, through the TwelveMonkeys reader.
 */
public final class JpegCodec implements FrameCodec {

  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int LOSSLESS = 0xC3;
  private static final int EOI = 0xD9;

  private final ImageReaderSpi provider;

  public JpegCodec() {
    JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
    // it looks up the JDK's own reader, to which it delegates baseline; it is not registered itself
    spi.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
    this.provider = spi;
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    JpegHeader header = JpegHeader.parse(compressed);
    check(header, compressed, shape);
    int offset = 0;
    byte[] stream = compressed;
    if (header.process() == LOSSLESS && header.precision() % 2 == 1) {
      // The reader knows even precisions only. The precision P enters lossless decoding as the
      // first prediction, 2^(P-1), alone (ISO 10918-1 H.1.2.1), and every predictor passes a
      // constant on: with P+1 all samples come out larger by 2^P - 2^(P-1).
      stream = compressed.clone();
      stream[header.precisionAt()]++;
      offset = 1 << (header.precision() - 1);
    }
    ImageReaders.decode(provider, reader -> reader.readRaster(0, null), stream, shape, into);
    for (int i = 0; offset != 0 && i < shape.pixels(); i++) {
      into[i] = (into[i] - offset) & 0xFFFF;
    }
  }

  private static void check(JpegHeader header, byte[] compressed, FrameShape shape)
      throws CodecException {
    boolean lossless = header.process() == LOSSLESS;
    boolean lossy8 =
        (header.process() == BASELINE || header.process() == EXTENDED) && header.precision() == 8;
    if (!lossless && !lossy8) {
      throw new CodecException(
          String.format(
              java.util.Locale.ROOT,
              "JPEG process SOF%d with %d bits is not decodable",
              header.process() - BASELINE,
              header.precision()));
    }
    if (header.components() != 1) {
      throw new CodecException("expected 1 JPEG component, found " + header.components());
    }
    if (header.rows() != shape.rows() || header.columns() != shape.columns()) {
      throw new CodecException(
          "expected "
              + ImageReaders.describe(shape.columns(), shape.rows())
              + ", found a JPEG of "
              + ImageReaders.describe(header.columns(), header.rows()));
    }
    if (header.precision() < 8 || header.precision() > shape.bitsAllocated()) {
      throw new CodecException(
          "expected 8 to " + shape.bitsAllocated() + " bits a sample, found " + header.precision());
    }
    if (lossless && compressed.length * 8L < shape.pixels()) {
      throw new CodecException(
          compressed.length + " bytes of lossless JPEG cannot hold " + shape.pixels() + " pixels");
    }
    if (!endsProperly(compressed)) {
      throw new CodecException("the JPEG stream ends without an EOI marker: it is cut off");
    }
  }

  /**
   * Looks for the end marker from behind: padding, even garbage may follow it. Inside coded data
   * these two bytes cannot stand (ISO 10918-1 B.1.1.5).
   */
  private static boolean endsProperly(byte[] compressed) {
    for (int i = compressed.length - 2; i >= 2; i--) {
      if ((compressed[i] & 0xFF) == 0xFF && (compressed[i + 1] & 0xFF) == EOI) {
        return true;
      }
    }
    return false;
  }
}
