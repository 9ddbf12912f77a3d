package org.rotavox.dataset;

import java.util.List;

/** The value of an element, in one of the forms in which it can be held. Little endian always. */
sealed interface Value {

  /** Length of the value in bytes, without padding; 0 for items. */
  long length();

  /** Bytes in memory. Never changed once they are here. */
  final class Bytes implements Value {
    static final Bytes NONE = new Bytes(new byte[0]);
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * Bytes that stayed where they were.
   *
   * @param swapBytes width of the units whose bytes must be reversed (big endian source), else 1
   */
  record Stored(ByteSource source, long offset, long length, int swapBytes) implements Value {}

  /** Items of a sequence. */
  record Items(List<DataSet> items) implements Value {
    @Override
    public long length() {
      return 0;
    }
  }

  /** Bytes that are produced when they are written. */
  record Produced(long length, FrameWriter writer) implements Value {}

  /** Encapsulated pixels (PS3.5 A.4): the Basic Offset Table, and fragments that stayed on disk. */
  final class Fragments implements Value {
    private final ByteSource source;
    private final byte[] offsetTable;
    private final long[] offsets;
    private final int[] lengths;

    /**
     * @param offsetTable the value of the first item, often empty
     * @param offsets of the first byte of each fragment in the source
     * @param lengths of the fragments; unsigned
     */
    Fragments(ByteSource source, byte[] offsetTable, long[] offsets, int[] lengths) {
      this.source = source;
      this.offsetTable = offsetTable;
      this.offsets = offsets;
      this.lengths = lengths;
    }

    ByteSource source() {
      return source;
    }

    byte[] offsetTable() {
      return offsetTable;
    }

    int count() {
      return offsets.length;
    }

    long offset(int fragment) {
      return offsets[fragment];
    }

    long fragmentLength(int fragment) {
      return Integer.toUnsignedLong(lengths[fragment]);
    }

    @Override
    public long length() {
      long sum = 0;
      for (int length : lengths) {
        sum += Integer.toUnsignedLong(length);
      }
      return sum;
    }
  }
}
