package org.rotavox.dataset;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads encapsulated Pixel Data (PS3.5 A.4): remembers where its fragments lie and keeps the Basic
 * Offset Table.
 */
final class FragmentParser {

  private final ByteInput in;
  private final ByteSource source;
  private final ReadLimits limits;
  private final Warnings warnings;

  FragmentParser(ByteInput in, ByteSource source, ReadLimits limits, Warnings warnings) {
    this.in = in;
    this.source = source;
    this.limits = limits;
    this.warnings = warnings;
  }

  /** Reads items up to and with the sequence delimiter; the first one is the offset table. */
  Value.Fragments parse(ElementHeader header, boolean bigEndian) throws IOException {
    byte[] offsetTable = new byte[0];
    long[] offsets = new long[64];
    int[] lengths = new int[64];
    int items = 0;
    while (nextIsItem(header, bigEndian)) {
      long length = Integer.toUnsignedLong(in.peekInt(4, bigEndian));
      in.skip(8);
      if (items == 0) {
        offsetTable = offsetTable(header, length);
      } else {
        if (items > limits.fragments()) {
          throw new DicomFormatException(
              "more than " + limits.fragments() + " fragments at offset " + in.position());
        }
        if (items > offsets.length) {
          offsets = Arrays.copyOf(offsets, offsets.length * 2);
          lengths = Arrays.copyOf(lengths, lengths.length * 2);
        }
        offsets[items - 1] = in.position();
        lengths[items - 1] = (int) length;
        skipFragment(header, items, length);
      }
      items++;
    }
    int fragments = Math.max(0, items - 1);
    return new Value.Fragments(
        source, offsetTable, Arrays.copyOf(offsets, fragments), Arrays.copyOf(lengths, fragments));
  }

  private boolean nextIsItem(ElementHeader header, boolean bigEndian) throws IOException {
    if (in.available(8) < 8) {
      warnings.add(header.tag(), header.offset(), "the sequence delimiter is missing");
      in.skip(in.available(8));
      return false;
    }
    int tag = in.peekTag(0, bigEndian);
    if (tag == ElementHeader.ITEM) {
      return true;
    }
    if (tag == ElementHeader.SEQUENCE_END) {
      in.skip(8);
      return false;
    }
    return endsOtherwise(header, tag);
  }

  /**
   * The end without the delimiter that belongs there: zeros or an item's delimiter in its place, or
   * the next attribute. Where fragments are missing then, their number tells.
   */
  private boolean endsOtherwise(ElementHeader header, int tag) throws IOException {
    boolean zeros = tag == 0 && in.peekInt(4, false) == 0;
    if (zeros || tag == ElementHeader.ITEM_END) {
      warnings.add(
          header.tag(),
          header.offset(),
          (zeros ? "zeros stand" : "the delimiter of an item stands")
              + " where the sequence delimiter is due, at offset "
              + in.position());
      in.skip(8);
      return false;
    }
    if (Integer.compareUnsigned(tag, header.tag()) > 0 && isAttribute(tag)) {
      warnings.add(header.tag(), header.offset(), "the sequence delimiter is missing");
      return false;
    }
    throw new DicomFormatException(
        "expected a fragment of "
            + Dictionary.describe(header.tag())
            + " at offset "
            + in.position()
            + ", found "
            + Dictionary.format(tag));
  }

  /** Only Data Set Trailing Padding and Digital Signatures stand behind Pixel Data (PS3.6). */
  private static boolean isAttribute(int tag) {
    return tag == Tag.DataSetTrailingPadding || tag == Tag.DigitalSignaturesSequence;
  }

  private byte[] offsetTable(ElementHeader header, long length) throws IOException {
    long offset = in.position();
    if (length > 4L * limits.fragments()) {
      throw new DicomFormatException(
          "expected a Basic Offset Table of at most "
              + 4L * limits.fragments()
              + " bytes at offset "
              + offset
              + ", found "
              + length);
    }
    byte[] table = in.read((int) length);
    if (table.length < length) {
      throw cutOff(
          "the Basic Offset Table of " + Dictionary.describe(header.tag()),
          offset,
          length,
          table.length);
    }
    return table;
  }

  private void skipFragment(ElementHeader header, int fragment, long length) throws IOException {
    long offset = in.position();
    if ((length & 1) != 0) {
      warnings.add(header.tag(), offset, "fragment " + fragment + " has the odd length " + length);
    }
    long skipped = in.skip(length);
    if (skipped < length) {
      throw cutOff(
          "fragment " + fragment + " of " + Dictionary.describe(header.tag()),
          offset,
          length,
          skipped);
    }
  }

  private static DicomFormatException cutOff(String what, long offset, long length, long found) {
    return new DicomFormatException(
        "expected " + length + " bytes for " + what + " at offset " + offset + ", found " + found);
  }
}
