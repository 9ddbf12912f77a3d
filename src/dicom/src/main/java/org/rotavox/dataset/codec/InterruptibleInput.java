package org.rotavox.dataset.codec;

import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A compressed frame as an image reader wants it. A reader whose thread is interrupted gets an
 * exception at its next read, which is what ends decoders that know nothing of interrupts.
 */
final class InterruptibleInput extends ImageInputStreamImpl {

  private final byte[] bytes;

  InterruptibleInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    checkInterrupt();
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkInterrupt();
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      return length == 0 ? 0 : -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  /** The interrupt stays set, for those who look further up. */
  private static void checkInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the decoder was interrupted");
    }
  }
}
