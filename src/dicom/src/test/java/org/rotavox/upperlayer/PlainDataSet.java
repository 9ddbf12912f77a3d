package org.rotavox.upperlayer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds small data sets in implicit VR little endian, for queries and commitments. */
final class PlainDataSet {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PlainDataSet text(int tag, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    return bytes(tag, java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2));
  }

  PlainDataSet sequence(int tag, PlainDataSet item) {
    byte[] content = item.bytes();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    put16(value, 0xFFFE);
    put16(value, 0xE000);
    put32(value, content.length);
    value.writeBytes(content);
    return bytes(tag, value.toByteArray());
  }

  private PlainDataSet bytes(int tag, byte[] value) {
    put16(out, tag >>> 16);
    put16(out, tag & 0xFFFF);
    put32(out, value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  DataSource source() {
    return stream -> stream.write(bytes());
  }

  private static void put16(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }

  private static void put32(ByteArrayOutputStream out, int value) {
    put16(out, value & 0xFFFF);
    put16(out, value >>> 16);
  }
}
