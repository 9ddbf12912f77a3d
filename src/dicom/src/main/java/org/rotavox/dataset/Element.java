package org.rotavox.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** One attribute of a data set with its value. */
record Element(int tag, VR vr, Value value) {

  /** Returns true if there is at least one byte, item or fragment. */
  boolean hasValue() {
    if (value instanceof Value.Items items) {
      return !items.items().isEmpty();
    }
    return value.length() > 0;
  }

  /**
   * Returns the bytes, read from disk if they stayed there. Not a copy: never to be changed.
   *
   * @throws UncheckedIOException if the disk fails or the file has changed
   * @throws IllegalStateException if the value is larger than an array can be
   */
  byte[] bytes() {
    if (value instanceof Value.Bytes bytes) {
      return bytes.bytes();
    }
    if (value instanceof Value.Stored stored) {
      return load(stored);
    }
    return Value.Bytes.NONE.bytes();
  }

  /** Returns the bytes as {@link #bytes} does, but no more than the first {@code most}. */
  byte[] firstBytes(int most) {
    return value instanceof Value.Stored stored && stored.length() > most
        ? load(new Value.Stored(stored.source(), stored.offset(), most, stored.swapBytes()))
        : bytes();
  }

  /** Returns where the value lies, if it is one plain piece of a file. */
  Optional<BulkValue> bulk() {
    return value instanceof Value.Stored stored
            && stored.swapBytes() == 1
            && stored.source() instanceof ByteSource.OfFile file
        ? Optional.of(new BulkValue(file.file(), stored.offset(), stored.length()))
        : Optional.empty();
  }

  /** Returns a deep copy; only items can change, so only they are copied. */
  Element copy() {
    if (!(value instanceof Value.Items items)) {
      return this;
    }
    List<DataSet> copies = items.items().stream().map(DataSet::copy).toList();
    return new Element(tag, vr, new Value.Items(copies));
  }

  private byte[] load(Value.Stored stored) {
    if (stored.length() > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException(
          Dictionary.describe(tag) + " has " + stored.length() + " bytes: visit it frame by frame");
    }
    try (InputStream in = stored.source().open(stored.offset())) {
      byte[] bytes = in.readNBytes((int) stored.length());
      if (bytes.length < stored.length()) {
        throw new DicomFormatException(
            "expected "
                + stored.length()
                + " bytes for "
                + Dictionary.describe(tag)
                + ", found "
                + bytes.length
                + ": the file has changed");
      }
      return swap(bytes, stored.swapBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reverses the bytes of each whole unit in place. */
  static byte[] swap(byte[] bytes, int unitBytes) {
    for (int unit = 0; unitBytes > 1 && unit + unitBytes <= bytes.length; unit += unitBytes) {
      for (int i = unit, j = unit + unitBytes - 1; i < j; i++, j--) {
        byte kept = bytes[i];
        bytes[i] = bytes[j];
        bytes[j] = kept;
      }
    }
    return bytes;
  }
}
