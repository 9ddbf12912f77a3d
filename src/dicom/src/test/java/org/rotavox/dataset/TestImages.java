package org.rotavox.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.rotavox.dicom.Uid;

/** Small grey images with every pixel layout, and files around them that are made by hand. */
final class TestImages {

  /**
   * A secondary capture image of smooth structure and noise that uses the whole range of values.
   *
   * @param values receives frames times rows times columns stored values
   */
  static DataSet image(PixelDescription pixels, int[] values) {
    fill(pixels, values);
    return putPixels(description(pixels), pixels, values);
  }

  /** Gives an object native pixels of these stored values. */
  static DataSet putPixels(DataSet dataSet, PixelDescription pixels, int[] values) {
    int cellBytes = pixels.bitsAllocated() / 8;
    ByteBuffer cells =
        ByteBuffer.allocate(values.length * cellBytes).order(ByteOrder.LITTLE_ENDIAN);
    int shift = pixels.highBit() + 1 - pixels.bitsStored();
    int mask = (1 << pixels.bitsStored()) - 1;
    for (int value : values) {
      int cell = (value & mask) << shift;
      if (cellBytes == 1) {
        cells.put((byte) cell);
      } else {
        cells.putShort((short) cell);
      }
    }
    return dataSet.setBytes(Tag.PixelData, cellBytes == 1 ? VR.OB : VR.OW, cells.array());
  }

  /** The same object without its Pixel Data. */
  static DataSet description(PixelDescription pixels) {
    return new DataSet()
        .setUid(Tag.SOPClassUID, SopClass.SECONDARY_CAPTURE_IMAGE_STORAGE)
        .setUid(Tag.SOPInstanceUID, Uid.derived("test image", pixels.toString()))
        .setUid(Tag.StudyInstanceUID, Uid.derived("test study"))
        .setUid(Tag.SeriesInstanceUID, Uid.derived("test series"))
        .setString(Tag.Modality, "OT")
        .setString(Tag.ConversionType, "WSD")
        .setEmpty(Tag.PatientName)
        .setEmpty(Tag.PatientID)
        .setInt(Tag.SamplesPerPixel, 1)
        .setString(Tag.PhotometricInterpretation, pixels.photometricInterpretation())
        .setInt(Tag.NumberOfFrames, pixels.frames())
        .setInt(Tag.Rows, pixels.rows())
        .setInt(Tag.Columns, pixels.columns())
        .setInt(Tag.BitsAllocated, pixels.bitsAllocated())
        .setInt(Tag.BitsStored, pixels.bitsStored())
        .setInt(Tag.HighBit, pixels.highBit())
        .setInt(Tag.PixelRepresentation, pixels.signed() ? 1 : 0);
  }

  private static void fill(PixelDescription pixels, int[] values) {
    Random random = new Random(7);
    int range = 1 << pixels.bitsStored();
    int least = pixels.signed() ? -range / 2 : 0;
    for (int i = 0; i < values.length; i++) {
      double wave = 0.5 + 0.45 * Math.sin(i * 0.037) * Math.cos(i * 0.0021);
      int value = (int) (wave * range) + random.nextInt(9) - 4;
      values[i] = least + Math.max(0, Math.min(range - 1, value));
    }
    values[0] = least;
    values[1] = least + range - 1;
  }

  static PixelDescription grey(int allocated, int stored, int highBit, boolean signed) {
    return new PixelDescription(24, 31, 3, 1, allocated, stored, highBit, signed, "MONOCHROME2");
  }

  /** A file with encapsulated pixels, put together item by item; the first is the offset table. */
  static Path encapsulated(Path target, DataSet description, TransferSyntax syntax, byte[]... items)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writePreambleAndMeta(
        out, new DataSet().setUid(Tag.TransferSyntaxUID, syntax.uid()));
    DicomWriter.writeDataSet(out, description, syntax);
    out.write(
        little(12).putInt(0x00107FE0).put(ascii("OB")).putShort((short) 0).putInt(-1).array());
    for (byte[] item : items) {
      out.write(little(8).putInt(0xE000FFFE).putInt(item.length).array());
      out.write(item);
    }
    out.write(little(8).putInt(0xE0DDFFFE).putInt(0).array());
    return Files.write(target, out.toByteArray());
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** All frames, one behind the other. */
  static int[] framesOf(Path file) throws IOException {
    return framesOf(DicomFile.read(file));
  }

  static int[] framesOf(DicomFile file) throws IOException {
    try (PixelFrames frames = PixelFrames.open(file)) {
      int pixels = frames.description().pixels();
      int[] all = new int[pixels * frames.count()];
      int[] one = new int[pixels];
      for (int frame = 0; frame < frames.count(); frame++) {
        frames.readFrame(frame, one);
        System.arraycopy(one, 0, all, frame * pixels, pixels);
      }
      return all;
    }
  }

  private TestImages() {}
}
