package org.rotavox.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads data sets from a stream of bytes (PS3.5 section 7), once, from front to back: short values
 * into memory, long ones as places where they lie.
 *
 * <p>Tolerated with a warning: odd lengths, wrong or missing VRs, tags out of order or twice,
 * missing delimiters, delimiters too many, fewer than eight trailing bytes. A value or an item that
 * reaches beyond what contains it is an error.
 */
final class DataSetParser {

  private static final int HEADER_BYTES = 8;

  private final ByteInput in;
  private final ByteSource source;
  private final ReadLimits limits;
  private final Warnings warnings;
  private final Kept kept;
  private long heldBytes;

  /** Keeps everything. */
  DataSetParser(ByteInput in, ByteSource source, ReadLimits limits, Warnings warnings) {
    this(in, source, limits, warnings, Kept.ALL);
  }

  /**
   * @param in where the bytes come from
   * @param source where the same bytes, at the same offsets, can be read again
   */
  DataSetParser(ByteInput in, ByteSource source, ReadLimits limits, Warnings warnings, Kept kept) {
    this.kept = kept;
    this.in = in;
    this.source = source;
    this.limits = limits;
    this.warnings = warnings;
  }

  /** Reads the elements of one data set as long as their tags please. */
  DataSet parse(Encoding encoding, IntPredicate wanted) throws IOException {
    DataSet dataSet = new DataSet();
    long end = in.remaining() == Long.MAX_VALUE ? Long.MAX_VALUE : in.position() + in.remaining();
    parseElements(new Scope(dataSet, encoding, end, false, 0, 0, Long.MAX_VALUE), wanted);
    return dataSet;
  }

  private void parseElements(Scope scope, IntPredicate wanted) throws IOException {
    int previous = 0;
    ElementHeader last = null;
    while (in.position() < scope.end()) {
      int available = in.available(12);
      if (available < HEADER_BYTES || scope.end() - in.position() < HEADER_BYTES) {
        skipTrailing(scope, available);
        return;
      }
      int tag = in.peekTag(0, scope.encoding().bigEndian());
      if (ElementHeader.isDelimiter(tag)) {
        if (passedOver(scope, last)) {
          continue;
        }
        if (endsAt(tag, scope)) {
          return;
        }
        continue;
      }
      if (!wanted.test(tag)) {
        return;
      }
      if (tag == 0 && previous != 0 && scope.depth() == 0) {
        warnings.add("trailing bytes after the last attribute, from offset " + in.position());
        return;
      }
      ElementHeader header =
          ElementHeader.read(in, scope.encoding(), scope.end() - in.position(), warnings);
      if (Integer.compareUnsigned(tag, previous) <= 0 && previous != 0) {
        warnings.add(tag, header.offset(), "not in ascending order");
      }
      previous = tag;
      last = header;
      parseElement(scope, header);
    }
    if (scope.delimited()) {
      warnings.add("an item ends at offset " + in.position() + " without its delimiter");
    }
  }

  private void skipTrailing(Scope scope, int available) throws IOException {
    long left = Math.min(available, scope.end() - in.position());
    if (left > 0) {
      warnings.add(left + " trailing bytes at offset " + in.position());
      in.skip(left);
    } else if (scope.delimited()) {
      warnings.add("the data set ends at offset " + in.position() + " inside an item");
    }
  }

  private boolean passedOver(Scope scope, @Nullable ElementHeader last) throws IOException {
    int stray = StrayDelimiter.length(in, scope, last);
    if (stray > 0) {
      warnings.add("a delimiter at offset " + in.position() + " behind an empty sequence");
      in.skip(stray);
    }
    return stray > 0;
  }

  /** Returns true if the delimiter, consumed where it belongs to this item, ends it. */
  private boolean endsAt(int tag, Scope scope) throws IOException {
    if (tag == ElementHeader.ITEM_END && scope.delimited()) {
      in.skip(HEADER_BYTES);
      return true;
    }
    if (scope.delimited()) {
      warnings.add("an item ends at offset " + in.position() + " without its delimiter");
      return true;
    }
    if (tag == ElementHeader.ITEM) {
      throw new DicomFormatException(
          "an item at offset " + in.position() + " that is not in a sequence");
    }
    warnings.add("a delimiter at offset " + in.position() + " without a sequence or an item");
    in.skip(HEADER_BYTES);
    return false;
  }

  private void parseElement(Scope scope, ElementHeader header) throws IOException {
    Element element = elementOf(scope, header);
    hold(element.value() instanceof Value.Bytes bytes ? bytes.length() : 0, header);
    if (!kept.keeps(scope, header.tag())) {
      return;
    }
    if (scope.target().contains(header.tag())) {
      warnings.add(header.tag(), header.offset(), "occurs twice; the first is kept");
      return;
    }
    scope.target().put(element);
    if (header.tag() == Tag.SpecificCharacterSet
        && !CharacterSet.knows(scope.target().getStrings(header.tag()))) {
      warnings.add(header.tag(), header.offset(), "unknown character set; text is guessed");
    }
  }

  /** Returns true if an attribute was read, kept or not. */
  boolean hasRead() {
    return heldBytes > 0;
  }

  private void hold(long bytes, ElementHeader header) throws DicomFormatException {
    heldBytes += bytes + ReadLimits.ATTRIBUTE_BYTES;
    if (heldBytes > limits.totalBytes()) {
      throw ParserFaults.tooMuch(limits.totalBytes(), header);
    }
  }

  private Element elementOf(Scope scope, ElementHeader header) throws IOException {
    int tag = header.tag();
    VR vr = header.implicit() ? VrChoice.implicit(header, scope.target()) : header.vr();
    if (header.undefinedLength()) {
      return undefinedLength(scope, header, vr);
    }
    if (header.length() > scope.end() - in.position()) {
      throw header.cutOff(Math.min(in.remaining(), scope.end() - in.position()));
    }
    if (vr == VR.SQ) {
      return new Element(tag, VR.SQ, items(scope, header, scope.encoding()));
    }
    if ((header.length() & 1) != 0) {
      warnings.add(tag, header.offset(), "odd length " + header.length());
    }
    if (header.length() > limits.valueBytes()) {
      return stored(scope, header, vr);
    }
    byte[] bytes = in.read((int) header.length());
    if (bytes.length < header.length()) {
      throw header.cutOff(bytes.length);
    }
    if (vr == VR.UN) {
      return unknown(scope, header, bytes);
    }
    int swapBytes = scope.encoding().bigEndian() ? vr.swapBytes() : 1;
    return new Element(tag, vr, new Value.Bytes(Element.swap(bytes, swapBytes)));
  }

  private Element stored(Scope scope, ElementHeader header, VR vr) throws IOException {
    int swapBytes = scope.encoding().bigEndian() ? vr.swapBytes() : 1;
    Value value = new Value.Stored(source, in.position(), header.length(), swapBytes);
    long skipped = in.skip(header.length());
    if (skipped < header.length()) {
      throw header.cutOff(skipped);
    }
    return new Element(header.tag(), vr, value);
  }

  private Element undefinedLength(Scope scope, ElementHeader header, VR vr) throws IOException {
    if (header.tag() == Tag.PixelData) {
      boolean right = vr == VR.OB || vr == VR.OW;
      if (!right) {
        warnings.add(header.tag(), header.offset(), "VR " + vr + ", read as fragments");
      }
      FragmentParser parser = new FragmentParser(in, source, limits, warnings);
      return new Element(
          header.tag(), right ? vr : VR.OB, parser.parse(header, scope.encoding().bigEndian()));
    }
    if (vr != VR.SQ && vr != VR.UN) {
      warnings.add(header.tag(), header.offset(), "undefined length, read as a sequence");
    }
    // PS3.5 section 6.2.2, note: inside UN of undefined length everything is implicit little endian
    Encoding inner = vr == VR.UN ? Encoding.IMPLICIT_LITTLE : scope.encoding();
    return new Element(header.tag(), VR.SQ, items(scope, header, inner));
  }

  /** Gives an UN value of a known attribute its VR back; it is implicit little endian inside. */
  private Element unknown(Scope scope, ElementHeader header, byte[] bytes) throws IOException {
    VR known = VrChoice.implicit(header, scope.target());
    if (known == VR.SQ && bytes.length > 0) {
      return sequenceOf(scope, header, bytes);
    }
    boolean fits = known != VR.SQ && bytes.length % known.swapBytes() == 0;
    return new Element(header.tag(), fits ? known : VR.UN, new Value.Bytes(bytes));
  }

  private Element sequenceOf(Scope scope, ElementHeader header, byte[] bytes) throws IOException {
    ByteSource memory = new ByteSource.OfMemory(bytes);
    ByteInput inner = new ByteInput(memory.open(0), 0, bytes.length);
    DataSetParser parser = new DataSetParser(inner, memory, limits, new Warnings(), kept);
    parser.heldBytes = heldBytes;
    try {
      Value items =
          parser.items(
              new Scope(
                  scope.target(),
                  Encoding.IMPLICIT_LITTLE,
                  bytes.length,
                  false,
                  scope.depth(),
                  scope.sequence(),
                  scope.sequenceEnd()),
              new ElementHeader(header.tag(), VR.UN, bytes.length, 0, false),
              Encoding.IMPLICIT_LITTLE);
      heldBytes = parser.heldBytes;
      return new Element(header.tag(), VR.SQ, items);
    } catch (DicomFormatException e) {
      warnings.add(header.tag(), header.offset(), "not the sequence it should be, kept as UN");
      return new Element(header.tag(), VR.UN, new Value.Bytes(bytes));
    }
  }

  private Value items(Scope scope, ElementHeader header, Encoding encoding) throws IOException {
    if (scope.depth() >= limits.nesting()) {
      throw ParserFaults.tooDeep(limits.nesting(), header);
    }
    long end = header.undefinedLength() ? scope.end() : in.position() + header.length();
    List<DataSet> items = new ArrayList<>();
    while (in.position() < end) {
      if (in.available(HEADER_BYTES) < HEADER_BYTES || end - in.position() < HEADER_BYTES) {
        if (!header.undefinedLength()) {
          throw header.cutOff(in.position() - header.offset());
        }
        break;
      }
      int tag = in.peekTag(0, encoding.bigEndian());
      if (tag == ElementHeader.SEQUENCE_END) {
        in.skip(HEADER_BYTES);
        if (header.undefinedLength()) {
          return new Value.Items(List.copyOf(items));
        }
        warnings.add(header.tag(), header.offset(), "has a length and a delimiter");
        continue;
      }
      if (tag != ElementHeader.ITEM) {
        return withoutDelimiter(header, tag, items);
      }
      kept.add(scope, header, item(scope, header, encoding, end), items);
    }
    if (header.undefinedLength()) {
      warnings.add(header.tag(), header.offset(), "the sequence delimiter is missing");
    }
    return new Value.Items(List.copyOf(items));
  }

  private Value withoutDelimiter(ElementHeader header, int tag, List<DataSet> items)
      throws DicomFormatException {
    if (!header.undefinedLength()) {
      throw ParserFaults.noItem(header, in.position(), tag);
    }
    warnings.add(header.tag(), header.offset(), "the sequence delimiter is missing");
    return new Value.Items(List.copyOf(items));
  }

  private DataSet item(Scope scope, ElementHeader header, Encoding encoding, long end)
      throws IOException {
    long offset = in.position();
    long length = Integer.toUnsignedLong(in.peekInt(4, encoding.bigEndian()));
    in.skip(HEADER_BYTES);
    boolean delimited = length == 0xFFFFFFFFL;
    long itemEnd = delimited ? end : in.position() + length;
    if (itemEnd > end) {
      throw ParserFaults.itemTooLong(header, offset, length, end - in.position());
    }
    hold(0, header);
    DataSet item = new DataSet();
    item.inherit(scope.target().characterSet());
    item.inheritSignedPixels(scope.target().pixelsAreSigned());
    Encoding inner =
        header.vr() == VR.UN && !header.implicit()
            ? ItemEncoding.ofUnknown(in, itemEnd - in.position())
            : encoding;
    if (inner.explicit() && !encoding.explicit()) {
      warnings.add(header.tag(), header.offset(), "VR UN, and explicit VRs in its items");
    }
    parseElements(
        new Scope(
            item,
            inner,
            itemEnd,
            delimited,
            scope.depth() + 1,
            header.tag(),
            header.undefinedLength() ? Long.MAX_VALUE : end),
        tag -> true);
    return item;
  }
}
