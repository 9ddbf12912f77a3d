package org.rotavox.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Bytes of data sets put together by hand, right or wrong. */
final class Raw {

  static final int UNDEFINED = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Raw tag(int tag) {
    return bytes(TestImages.little(4).putShort((short) (tag >>> 16)).putShort((short) tag).array());
  }

  Raw word(int word) {
    return bytes(TestImages.little(4).putInt(word).array());
  }

  Raw bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** An explicit element with a short length. */
  Raw element(int tag, String vr, String value) {
    return tag(tag)
        .bytes(TestImages.ascii(vr))
        .bytes(TestImages.little(2).putShort((short) value.length()).array())
        .bytes(TestImages.ascii(value));
  }

  /** The header of an explicit element with a long length. */
  Raw longHeader(int tag, String vr, int length) {
    return tag(tag).bytes(TestImages.ascii(vr)).bytes((byte) 0, (byte) 0).word(length);
  }

  Raw implicit(int tag, String value) {
    return tag(tag).word(value.length()).bytes(TestImages.ascii(value));
  }

  Raw item(int length) {
    return tag(ElementHeader.ITEM).word(length);
  }

  Raw itemEnd() {
    return tag(ElementHeader.ITEM_END).word(0);
  }

  Raw sequenceEnd() {
    return tag(ElementHeader.SEQUENCE_END).word(0);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Reads the bytes as a file that has no File Meta Information. */
  DicomFile read() throws IOException {
    return FileParser.parse(Path.of("raw"), toBytes(), ReadLimits.STANDARD);
  }

  /** Reads the bytes as the data set of a file in the syntax. */
  DicomFile read(TransferSyntax syntax) throws IOException {
    return FileParser.parse(Path.of("raw"), file(syntax), ReadLimits.STANDARD);
  }

  /** The bytes behind preamble and File Meta Information. */
  byte[] file(TransferSyntax syntax) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DicomWriter.writePreambleAndMeta(
        file, new DataSet().setUid(Tag.TransferSyntaxUID, syntax.uid()));
    file.writeBytes(toBytes());
    return file.toByteArray();
  }
}
