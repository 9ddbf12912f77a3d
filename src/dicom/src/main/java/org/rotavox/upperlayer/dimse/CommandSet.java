package org.rotavox.upperlayer.dimse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The command set of one DIMSE message: elements of group 0000 (PS3.7 section 6.3.1).
 *
 * <p>Reading tolerates a wrong group length, odd value lengths and elements out of order, since the
 * meaning is not in doubt; an element that reaches beyond the end, or of another group, is an
 * error.
 */
public final class CommandSet {

  /** Largest command set that is read, bytes. */
  public static final int MAX_BYTES = 16 * 1024;

  /** Value of Command Data Set Type (0000,0800) for "no data set follows". */
  public static final int NO_DATA_SET = 0x0101;

  /** Any other value: a data set follows. */
  public static final int WITH_DATA_SET = 0x0000;

  private static final int ELEMENT_HEADER_BYTES = 8;

  private final Map<Integer, byte[]> elements = new TreeMap<>();

  /** Sets a 16-bit number (VR US). */
  public CommandSet with(int tag, int value) {
    elements.put(tag, new byte[] {(byte) value, (byte) (value >> 8)});
    return this;
  }

  /** Sets text (VR UI: padded with null). */
  public CommandSet withUid(int tag, String uid) {
    elements.put(tag, padded(uid, (byte) 0));
    return this;
  }

  /** Sets text (VR AE, LO: padded with a space). */
  public CommandSet withText(int tag, String text) {
    elements.put(tag, padded(text, (byte) ' '));
    return this;
  }

  /** Sets attribute tags (VR AT). */
  public CommandSet withTags(int tag, List<Integer> tags) {
    byte[] value = new byte[4 * tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      int each = tags.get(i);
      value[4 * i] = (byte) (each >> 16);
      value[4 * i + 1] = (byte) (each >> 24);
      value[4 * i + 2] = (byte) each;
      value[4 * i + 3] = (byte) (each >> 8);
    }
    elements.put(tag, value);
    return this;
  }

  /** Returns attribute tags; empty if absent. */
  public List<Integer> tags(int tag) {
    byte[] value = elements.getOrDefault(tag, new byte[0]);
    List<Integer> tags = new ArrayList<>();
    for (int at = 0; at + 4 <= value.length; at += 4) {
      tags.add(uint16(value, at) << 16 | uint16(value, at + 2));
    }
    return tags;
  }

  private static byte[] padded(String text, byte padding) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    if (even.length > bytes.length) {
      even[bytes.length] = padding;
    }
    return even;
  }

  /** Returns a 16-bit number, or empty if absent or shorter than two bytes. */
  public OptionalInt number(int tag) {
    byte[] value = elements.get(tag);
    return value == null || value.length < 2
        ? OptionalInt.empty()
        : OptionalInt.of((value[0] & 0xFF) | (value[1] & 0xFF) << 8);
  }

  /** Returns text without padding; empty if absent. */
  public String text(int tag) {
    byte[] value = elements.get(tag);
    return value == null
        ? ""
        : new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
  }

  /** Returns Command Field (0000,0100), or -1. */
  public int commandField() {
    return number(CommandTag.CommandField).orElse(-1);
  }

  /** Returns true if a data set follows. */
  public boolean hasDataSet() {
    return number(CommandTag.CommandDataSetType).orElse(NO_DATA_SET) != NO_DATA_SET;
  }

  /** Returns the bytes, group length first. */
  public byte[] encode() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<Integer, byte[]> element : elements.entrySet()) {
      if (element.getKey() != CommandTag.CommandGroupLength) {
        putHeader(body, element.getKey(), element.getValue().length);
        body.writeBytes(element.getValue());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    putHeader(out, CommandTag.CommandGroupLength, 4);
    put32(out, body.size());
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  private static void putHeader(ByteArrayOutputStream out, int element, int length) {
    out.write(0);
    out.write(0);
    out.write(element);
    out.write(element >> 8);
    put32(out, length);
  }

  private static void put32(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >> shift);
    }
  }

  /**
   * Reads a command set.
   *
   * @throws CommandFormatException if it is larger than {@link #MAX_BYTES} or not well formed
   */
  public static CommandSet decode(byte[] bytes) throws CommandFormatException {
    if (bytes.length > MAX_BYTES) {
      throw new CommandFormatException(
          "command set: expected at most %d bytes, found %d".formatted(MAX_BYTES, bytes.length));
    }
    CommandSet command = new CommandSet();
    int at = 0;
    while (at < bytes.length) {
      if (bytes.length - at < ELEMENT_HEADER_BYTES) {
        throw new CommandFormatException(
            "command set: expected an element header of 8 bytes at offset %d, found %d bytes"
                .formatted(at, bytes.length - at));
      }
      int group = uint16(bytes, at);
      int element = uint16(bytes, at + 2);
      long length = uint16(bytes, at + 4) | (long) uint16(bytes, at + 6) << 16;
      at += ELEMENT_HEADER_BYTES;
      if (group != 0) {
        throw new CommandFormatException(
            "command set: expected group 0000, found (%04X,%04X)".formatted(group, element));
      }
      if (length > bytes.length - at) {
        throw new CommandFormatException(
            "command set: expected %d bytes for (0000,%04X) at offset %d, found %d"
                .formatted(length, element, at, bytes.length - at));
      }
      command.elements.put(element, java.util.Arrays.copyOfRange(bytes, at, at + (int) length));
      at += (int) length;
    }
    return command;
  }

  private static int uint16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }
}
