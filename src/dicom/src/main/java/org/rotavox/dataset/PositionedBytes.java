package org.rotavox.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Bytes that can be read at any position by several threads at once.
 *
 * <p>What has no place on disk of its own, the value of a deflated file, is inflated into a
 * temporary file ({@link TemporaryFiles}) that lives as long as this object.
 */
sealed interface PositionedBytes extends Closeable {

  /** Reads exactly {@code length} bytes from an offset of the source on. */
  byte[] read(long offset, int length) throws IOException;

  static PositionedBytes open(ByteSource source, long offset, long length) throws IOException {
    if (source instanceof ByteSource.OfFile file) {
      return new InFile(FileChannel.open(file.file(), StandardOpenOption.READ), 0);
    }
    if (source instanceof ByteSource.OfDeflatedFile deflated) {
      try (InputStream in = source.open(offset)) {
        return new InFile(deflated.temporary().fill(in), offset);
      }
    }
    try (InputStream in = source.open(offset)) {
      return new InMemory(in.readNBytes((int) Math.min(length, Integer.MAX_VALUE - 16)), offset);
    }
  }

  private static DicomFormatException cutOff(long offset, int length, int found) {
    return new DicomFormatException(
        "expected " + length + " bytes of pixels at offset " + offset + ", found " + found);
  }

  /** Positional reads of a file; the base is the source's offset of its first byte. */
  record InFile(FileChannel channel, long base) implements PositionedBytes {
    @Override
    public byte[] read(long offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset - base + buffer.position()) < 0) {
          throw cutOff(offset, length, buffer.position());
        }
      }
      return buffer.array();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** A piece of memory; the base is the source's offset of its first byte. */
  final class InMemory implements PositionedBytes {
    private final byte[] bytes;
    private final long base;

    InMemory(byte[] bytes, long base) {
      this.bytes = bytes;
      this.base = base;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
      long start = offset - base;
      if (start < 0 || start + length > bytes.length) {
        throw cutOff(offset, length, (int) Math.max(0, bytes.length - start));
      }
      return Arrays.copyOfRange(bytes, (int) start, (int) start + length);
    }

    @Override
    public void close() {}
  }
}
