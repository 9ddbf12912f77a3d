package org.rotavox.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that knows its position, can look ahead, and skips without reading where the stream
 * below can.
 */
final class ByteInput implements Closeable {

  private static final int BUFFER_BYTES = 1 << 13;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final long length;
  private int start;
  private int end;
  private long position;

  /**
   * @param in the stream, read from where it stands
   * @param position the offset that belongs to the first byte
   * @param length offset behind the last byte, Long.MAX_VALUE if it is not known
   */
  ByteInput(InputStream in, long position, long length) {
    this.in = in;
    this.position = position;
    this.length = length;
  }

  long position() {
    return position;
  }

  /** Bytes that are left; Long.MAX_VALUE if it is not known. */
  long remaining() {
    return length == Long.MAX_VALUE ? Long.MAX_VALUE : length - position;
  }

  /** Returns how many of the next bytes exist, at most {@code count}, which fits the buffer. */
  int available(int count) throws IOException {
    if (end - start < count) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      while (end < count) {
        int read = in.read(buffer, end, BUFFER_BYTES - end);
        if (read < 0) {
          break;
        }
        end += read;
      }
    }
    return Math.min(count, end - start);
  }

  /** Returns a byte ahead of the position that {@link #available} has promised. */
  int peek(int ahead) {
    return buffer[start + ahead] & 0xFF;
  }

  int peekShort(int ahead, boolean bigEndian) {
    int first = peek(ahead);
    int second = peek(ahead + 1);
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  int peekInt(int ahead, boolean bigEndian) {
    int first = peekShort(ahead, bigEndian);
    int second = peekShort(ahead + 2, bigEndian);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  int peekTag(int ahead, boolean bigEndian) {
    return peekShort(ahead, bigEndian) << 16 | peekShort(ahead + 2, bigEndian);
  }

  /** Reads up to {@code count} bytes; the array is shorter than that only at the end. */
  byte[] read(int count) throws IOException {
    int buffered = Math.min(count, end - start);
    byte[] bytes;
    if (buffered == count) {
      bytes = new byte[count];
      System.arraycopy(buffer, start, bytes, 0, count);
    } else {
      byte[] head = java.util.Arrays.copyOfRange(buffer, start, start + buffered);
      byte[] tail = in.readNBytes(count - buffered);
      bytes = java.util.Arrays.copyOf(head, buffered + tail.length);
      System.arraycopy(tail, 0, bytes, buffered, tail.length);
    }
    start += buffered;
    position += bytes.length;
    return bytes;
  }

  /** Skips bytes; returns how many there were, fewer than {@code count} only at the end. */
  long skip(long count) throws IOException {
    long existing = Math.min(count, remaining());
    long left = existing;
    int buffered = (int) Math.min(left, end - start);
    start += buffered;
    left -= buffered;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (in.read() < 0) {
          break;
        }
        skipped = 1;
      }
      left -= skipped;
    }
    position += existing - left;
    return existing - left;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
