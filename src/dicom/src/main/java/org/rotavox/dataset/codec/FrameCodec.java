package org.rotavox.dataset.codec;

/** Decompresses single frames with one sample a pixel; safe for several threads. */
@FunctionalInterface
public interface FrameCodec {

  /**
   * Decodes one frame.
   *
   * @param compressed exactly one frame; trailing padding is allowed
   * @param shape what the frame must turn out to be
   * @param into receives rows times columns cells as unsigned numbers
   * @throws CodecException if the bytes are damaged, or are another image than announced
   */
  void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException;

  /** Returns the fewest bytes that can hold a frame of this shape, whatever it shows. */
  default long leastBytes(FrameShape shape) {
    return 0;
  }

  /** Returns what decoding holds in memory for each pixel beside its result, at most, bytes. */
  default int bytesPerPixel() {
    return 0;
  }
}
