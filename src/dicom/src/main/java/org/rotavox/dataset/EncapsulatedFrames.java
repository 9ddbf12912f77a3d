package org.rotavox.dataset;

import java.io.IOException;
import org.rotavox.dataset.codec.CodecException;
import org.rotavox.dataset.codec.FrameCodec;
import org.rotavox.dataset.codec.FrameShape;

/** Frames of encapsulated Pixel Data (PS3.5 A.4), decompressed when they are read. */
final class EncapsulatedFrames implements FrameStore {

  /** Longest compressed frame. */
  private static final int MOST_BYTES = 1 << 28;

  private final PositionedBytes bytes;
  private final Value.Fragments fragments;
  private final FrameIndex index;
  private final FrameCodec codec;
  private final PixelDescription pixels;
  private final boolean shifted;

  private EncapsulatedFrames(
      PositionedBytes bytes,
      Value.Fragments fragments,
      FrameIndex index,
      FrameCodec codec,
      PixelDescription pixels,
      boolean shifted) {
    this.bytes = bytes;
    this.fragments = fragments;
    this.index = index;
    this.codec = codec;
    this.pixels = pixels;
    this.shifted = shifted;
  }

  static EncapsulatedFrames open(
      DataSet dataSet, Value.Fragments fragments, TransferSyntax syntax, PixelDescription pixels)
      throws IOException {
    FrameCodec codec = syntax.codec();
    if (fragments.count() == 0) {
      throw new DicomFormatException("the encapsulated pixels have no fragment");
    }
    long start = fragments.offset(0);
    long length = fragments.offset(fragments.count() - 1) - start;
    length += fragments.fragmentLength(fragments.count() - 1);
    PositionedBytes bytes = PositionedBytes.open(fragments.source(), start, length);
    try {
      FrameIndex index = FrameIndex.of(dataSet, fragments, pixels.frames(), bytes);
      boolean shifted = syntax.equals(TransferSyntax.RLE_LOSSLESS);
      EncapsulatedFrames frames =
          new EncapsulatedFrames(bytes, fragments, index, codec, pixels, shifted);
      frames.requirePixels();
      return frames;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  @Override
  public void read(int frame, int[] into) throws IOException {
    byte[] compressed = compressed(frame);
    try {
      codec.decode(compressed, shape(), into);
    } catch (CodecException e) {
      throw new DicomFormatException("frame " + (frame + 1) + ": " + e.getMessage(), e);
    }
    PixelLayout.toStoredValues(into, pixels, shifted);
  }

  private long compressedLength(int frame) {
    long length = 0;
    for (int i = index.first(frame); i < index.end(frame); i++) {
      length += fragments.fragmentLength(i);
    }
    return length;
  }

  /** A frame that cannot hold its pixels is refused before room is made for them. */
  private void requirePixels() throws DicomFormatException {
    long least = codec.leastBytes(shape());
    for (int frame = 0; frame < pixels.frames(); frame++) {
      if (compressedLength(frame) < least) {
        throw new DicomFormatException(
            "frame "
                + (frame + 1)
                + ": "
                + compressedLength(frame)
                + " compressed bytes cannot hold "
                + pixels.pixels()
                + " pixels");
      }
    }
  }

  private FrameShape shape() {
    return new FrameShape(pixels.rows(), pixels.columns(), pixels.bitsAllocated());
  }

  @Override
  public int bytesPerPixel() {
    return codec.bytesPerPixel();
  }

  private byte[] compressed(int frame) throws IOException {
    long length = compressedLength(frame);
    if (length > MOST_BYTES) {
      throw new DicomFormatException(
          "frame " + (frame + 1) + " has " + length + " compressed bytes, more than " + MOST_BYTES);
    }
    FrameMemory.requireCompressed(frame, length);
    byte[] compressed = new byte[(int) length];
    int at = 0;
    for (int i = index.first(frame); i < index.end(frame); i++) {
      byte[] fragment = bytes.read(fragments.offset(i), (int) fragments.fragmentLength(i));
      System.arraycopy(fragment, 0, compressed, at, fragment.length);
      at += fragment.length;
    }
    return compressed;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
