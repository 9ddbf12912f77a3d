package org.rotavox.dataset.codec;

/** Decompresses single frames with one sample a pixel. Instances have no state. */
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
}
