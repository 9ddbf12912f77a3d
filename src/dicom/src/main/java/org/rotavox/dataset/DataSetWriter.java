package org.rotavox.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the elements of data sets, little endian (PS3.5 section 7.1). */
final class DataSetWriter {

  private static final int UNDEFINED_LENGTH = -1;
  private static final long LONGEST = 0xFFFFFFFEL;
  private static final int COPY_BYTES = 1 << 16;

  private final OutputStream out;
  private final TransferSyntax syntax;

  DataSetWriter(OutputStream out, TransferSyntax syntax) {
    this.out = out;
    this.syntax = syntax;
  }

  /** Writes all elements; command and file meta group get their length. */
  void write(DataSet dataSet) throws IOException {
    int lengthOfGroup = -1;
    for (Element element : dataSet.elements()) {
      int group = element.tag() >>> 16;
      if ((group == 0 || group == 2) && group != lengthOfGroup) {
        writeGroupLength(dataSet, group);
        lengthOfGroup = group;
      }
      if (element.tag() == Tag.PixelData
          && syntax.encapsulated()
          && element.hasValue()
          && !(element.value() instanceof Value.Fragments)) {
        throw new IllegalArgumentException("native pixels cannot be written as " + syntax);
      }
      if (!Dictionary.isGroupLength(element.tag())) {
        write(element);
      }
    }
  }

  private void writeGroupLength(DataSet dataSet, int group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataSetWriter measuring = new DataSetWriter(bytes, syntax);
    for (Element element : dataSet.elements()) {
      if (element.tag() >>> 16 == group && !Dictionary.isGroupLength(element.tag())) {
        measuring.write(element);
      }
    }
    int tag = group << 16;
    write(new Element(tag, VR.UL, new Value.Bytes(ValueEncoder.ints(tag, VR.UL, bytes.size()))));
  }

  private void write(Element element) throws IOException {
    Value value = element.value();
    if (value instanceof Value.Items items) {
      writeItems(element, items);
    } else if (value instanceof Value.Fragments fragments) {
      writeFragments(element, fragments);
    } else {
      writePlain(element);
    }
  }

  private void writePlain(Element element) throws IOException {
    long length = element.value().length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          Dictionary.describe(element.tag()) + " has " + length + " bytes, more than " + LONGEST);
    }
    VR vr = element.vr();
    long even = length + (length & 1);
    if (syntax.explicitVr() && !vr.hasLongLength() && even > 0xFFFF) {
      vr = VR.UN; // PS3.5 section 6.2.2: a value too long for a short length field
    }
    header(element.tag(), vr, (int) even);
    long written = body(element);
    if (written != length) {
      throw new IOException(
          "expected "
              + length
              + " bytes for "
              + Dictionary.describe(element.tag())
              + ", "
              + written
              + " were produced");
    }
    if (even > length) {
      out.write(vr.padding());
    }
  }

  private long body(Element element) throws IOException {
    Value value = element.value();
    if (value instanceof Value.Produced produced) {
      CountingOutput counted = new CountingOutput(out);
      produced.writer().writeTo(counted);
      return counted.bytes();
    }
    if (value instanceof Value.Stored stored) {
      try (InputStream in = stored.source().open(stored.offset())) {
        return copy(in, stored.length(), stored.swapBytes());
      }
    }
    byte[] bytes = element.bytes();
    out.write(bytes);
    return bytes.length;
  }

  private long copy(InputStream in, long length, int swapBytes) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    long copied = 0;
    while (copied < length) {
      int read = in.readNBytes(buffer, 0, (int) Math.min(COPY_BYTES, length - copied));
      if (read == 0) {
        break;
      }
      Element.swap(buffer, swapBytes);
      out.write(buffer, 0, read);
      copied += read;
    }
    return copied;
  }

  private void writeItems(Element element, Value.Items items) throws IOException {
    header(element.tag(), VR.SQ, items.items().isEmpty() ? 0 : UNDEFINED_LENGTH);
    if (items.items().isEmpty()) {
      return;
    }
    for (DataSet item : items.items()) {
      delimiter(ElementHeader.ITEM, UNDEFINED_LENGTH);
      for (Element inner : item.elements()) {
        if (!Dictionary.isGroupLength(inner.tag())) {
          write(inner);
        }
      }
      delimiter(ElementHeader.ITEM_END, 0);
    }
    delimiter(ElementHeader.SEQUENCE_END, 0);
  }

  private void writeFragments(Element element, Value.Fragments fragments) throws IOException {
    if (!syntax.encapsulated()) {
      throw new IllegalArgumentException("encapsulated pixels cannot be written as " + syntax);
    }
    header(element.tag(), VR.OB, UNDEFINED_LENGTH);
    byte[] table = fragments.offsetTable();
    delimiter(ElementHeader.ITEM, table.length);
    out.write(table);
    for (int i = 0; i < fragments.count(); i++) {
      long length = fragments.fragmentLength(i);
      delimiter(ElementHeader.ITEM, (int) (length + (length & 1)));
      try (InputStream in = fragments.source().open(fragments.offset(i))) {
        if (copy(in, length, 1) != length) {
          throw new IOException("fragment " + (i + 1) + " is cut off: the file has changed");
        }
      }
      if ((length & 1) != 0) {
        out.write(0);
      }
    }
    delimiter(ElementHeader.SEQUENCE_END, 0);
  }

  private void delimiter(int tag, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(bytes.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length).array());
  }

  private void header(int tag, VR vr, int length) throws IOException {
    if (!syntax.explicitVr()) {
      delimiter(tag, length);
      return;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(vr.hasLongLength() ? 12 : 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) (tag >>> 16)).putShort((short) tag);
    bytes.put((byte) vr.name().charAt(0)).put((byte) vr.name().charAt(1));
    if (vr.hasLongLength()) {
      bytes.putShort((short) 0).putInt(length);
    } else {
      bytes.putShort((short) length);
    }
    out.write(bytes.array());
  }
}
