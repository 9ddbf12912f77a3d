package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rotavox.dicom.Uid;

/**
 * As much of a DICOM file as a sender needs.
 *
 * @param sopClass from the meta information
 * @param sopInstance from the meta information
 * @param transferSyntax of the data set
 * @param dataSetOffset bytes before the data set
 */
record Part10File(
    Path file, Uid sopClass, Uid sopInstance, Uid transferSyntax, long dataSetOffset) {

  private static final int PREFIX_BYTES = 132;

  static Part10File of(Path file) throws IOException {
    byte[] start = new byte[8192];
    int length;
    try (InputStream in = Files.newInputStream(file)) {
      length = in.readNBytes(start, 0, start.length);
    }
    ByteBuffer meta = ByteBuffer.wrap(start, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    meta.position(PREFIX_BYTES);
    Map<Integer, String> values = new HashMap<>();
    while (meta.getShort(meta.position()) == 2) {
      meta.getShort();
      int element = meta.getShort();
      String vr = "" + (char) meta.get() + (char) meta.get();
      boolean isLong = vr.equals("OB");
      int size = meta.getShort() & 0xFFFF;
      byte[] value = new byte[isLong ? meta.getInt() : size];
      meta.get(value);
      values.put(element, new String(value, StandardCharsets.US_ASCII).replace("\0", "").strip());
    }
    return new Part10File(file, uid(values, 2), uid(values, 3), uid(values, 0x10), meta.position());
  }

  private static Uid uid(Map<Integer, String> values, int element) {
    return new Uid(values.getOrDefault(element, ""));
  }

  DataSource data() {
    return out -> {
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(dataSetOffset);
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          out.write(buffer, 0, count);
        }
      }
    };
  }

  byte[] bytes() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    return java.util.Arrays.copyOfRange(whole, (int) dataSetOffset, whole.length);
  }
}
