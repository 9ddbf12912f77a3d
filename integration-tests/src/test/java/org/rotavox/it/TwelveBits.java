package org.rotavox.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;

/** An object of 16 bits with its values cut to the upper 12: what JPEG Extended can hold. */
final class TwelveBits {

  private TwelveBits() {}

  /** Writes the object with native pixels of 12 bits. */
  static void of(Path source, Path target) throws IOException {
    DataSet dataSet = DicomFile.read(source).dataSet();
    byte[] bytes = dataSet.getBytes(Tag.PixelData);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length; at += 2) {
      values.putShort(at, (short) ((values.getShort(at) & 0xFFFF) >> 4));
    }
    DataSet shorter =
        dataSet
            .copy()
            .setInt(Tag.BitsStored, 12)
            .setInt(Tag.HighBit, 11)
            .setBytes(Tag.PixelData, VR.OW, bytes);
    DicomWriter.writeFile(target, shorter, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
  }
}
