package org.rotavox.dataset.codec;

/**
 * RLE Lossless (PS3.5 annex G): a header of 16 words with the offsets of the segments, then one
 * PackBits segment for each byte of a cell, the most significant first.
 */
public final class RleCodec implements FrameCodec {

  private static final int HEADER_BYTES = 64;

  /** Two bytes give 128 at most. */
  private static final int MOST_EXPANSION = 64;

  @Override
  public long leastBytes(FrameShape shape) {
    return (long) shape.pixels() * (shape.bitsAllocated() / 8) / MOST_EXPANSION;
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    int segments = shape.bitsAllocated() / 8;
    if (compressed.length < HEADER_BYTES) {
      throw new CodecException(
          "expected an RLE header of 64 bytes, found " + compressed.length + " bytes");
    }
    if (word(compressed, 0) != segments) {
      throw new CodecException(
          "expected " + segments + " RLE segments, found " + unsignedWord(compressed, 0));
    }
    if (compressed.length < leastBytes(shape)) {
      throw new CodecException(
          compressed.length + " bytes of RLE cannot hold " + shape.pixels() + " pixels");
    }
    java.util.Arrays.fill(into, 0, shape.pixels(), 0);
    for (int segment = 0; segment < segments; segment++) {
      long start = unsignedWord(compressed, 1 + segment);
      long end = segment + 1 < segments ? unsignedWord(compressed, 2 + segment) : compressed.length;
      if (start < HEADER_BYTES || end < start || end > compressed.length) {
        throw new CodecException(
            "RLE segment "
                + (segment + 1)
                + " from "
                + start
                + " to "
                + end
                + " of "
                + compressed.length
                + " bytes");
      }
      int shift = 8 * (segments - 1 - segment);
      unpack(compressed, (int) start, (int) end, shift, shape.pixels(), into);
    }
  }

  /** Adds the bytes of a segment, shifted, to the cells. Surplus at the end is padding. */
  private static void unpack(byte[] from, int start, int end, int shift, int pixels, int[] into)
      throws CodecException {
    int at = start;
    int pixel = 0;
    while (pixel < pixels && at < end) {
      int control = from[at++];
      if (control >= 0) {
        int count = Math.min(control + 1, pixels - pixel);
        if (count > end - at) {
          throw new CodecException(
              "expected " + count + " literal bytes in an RLE segment, found " + (end - at));
        }
        for (int i = 0; i < count; i++) {
          into[pixel++] |= (from[at + i] & 0xFF) << shift;
        }
        at += control + 1;
      } else if (control != -128 && at < end) {
        int value = (from[at++] & 0xFF) << shift;
        for (int count = Math.min(1 - control, pixels - pixel); count > 0; count--) {
          into[pixel++] |= value;
        }
      }
    }
    if (pixel < pixels) {
      throw new CodecException("expected " + pixels + " bytes of an RLE segment, found " + pixel);
    }
  }

  private static int word(byte[] bytes, int index) {
    int at = index * 4;
    return (bytes[at] & 0xFF)
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | (bytes[at + 3] & 0xFF) << 24;
  }

  private static long unsignedWord(byte[] bytes, int index) {
    return Integer.toUnsignedLong(word(bytes, index));
  }
}
