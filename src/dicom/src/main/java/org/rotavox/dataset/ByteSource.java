package org.rotavox.dataset;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Where the bytes of stored values are: something that can be opened again at any offset.
 *
 * <p>A deflated data set has no bytes on disk to point at; its offsets count inflated bytes, and
 * opening it inflates from the beginning.
 */
sealed interface ByteSource {

  /** Opens the bytes from an offset on. */
  InputStream open(long offset) throws IOException;

  /** The bytes of a file as they are. */
  record OfFile(Path file) implements ByteSource {
    @Override
    public InputStream open(long offset) throws IOException {
      return skipped(new FileInputStream(file.toFile()), offset);
    }
  }

  /** The inflated bytes of a file from a start on (PS3.5 A.5: a raw deflate stream). */
  record OfDeflatedFile(Path file, long start, long mostBytes, TemporaryFiles temporary)
      implements ByteSource {
    @Override
    public InputStream open(long offset) throws IOException {
      InputStream raw = skipped(new FileInputStream(file.toFile()), start);
      return skipped(new Inflated(raw, mostBytes), offset - start);
    }
  }

  /** Bytes in memory. */
  final class OfMemory implements ByteSource {
    private final byte[] bytes;

    OfMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public InputStream open(long offset) throws IOException {
      return skipped(new ByteArrayInputStream(bytes), offset);
    }
  }

  /** An inflater of raw deflate streams that frees its native memory and names its faults. */
  final class Inflated extends InflaterInputStream {
    private final long mostBytes;
    private long inflatedBytes;

    Inflated(InputStream raw, long mostBytes) {
      super(raw, new Inflater(true), 1 << 16);
      this.mostBytes = mostBytes;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int read = super.read(into, offset, length);
        inflatedBytes += Math.max(0, read);
        if (inflatedBytes > mostBytes) {
          throw new DicomFormatException(
              "the deflated data set has more than " + mostBytes + " bytes");
        }
        return read;
      } catch (java.util.zip.ZipException | EOFException e) {
        throw new DicomFormatException("the deflated data set is damaged or cut off", e);
      }
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  private static InputStream skipped(InputStream in, long count) throws IOException {
    try {
      in.skipNBytes(count);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
