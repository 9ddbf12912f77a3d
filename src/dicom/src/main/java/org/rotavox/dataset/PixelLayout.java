package org.rotavox.dataset;

import java.util.Locale;
import java.util.OptionalInt;

/** Reads the Image Pixel module (PS3.3 C.7.6.3) and refuses what is not a grey image. */
final class PixelLayout {

  /** Largest frame: 8192 x 8192 pixels. */
  private static final long MOST_PIXELS = 1L << 26;

  private PixelLayout() {}

  static PixelDescription of(DataSet dataSet) throws DicomFormatException {
    int rows = positive(dataSet, Tag.Rows);
    int columns = positive(dataSet, Tag.Columns);
    if ((long) rows * columns > MOST_PIXELS) {
      throw new DicomFormatException(
          "a frame of " + columns + " x " + rows + " is larger than " + MOST_PIXELS + " pixels");
    }
    int samples = dataSet.getInt(Tag.SamplesPerPixel, 1);
    String photometric =
        dataSet.getString(Tag.PhotometricInterpretation, "MONOCHROME2").toUpperCase(Locale.ROOT);
    if (samples != 1 || !photometric.startsWith("MONOCHROME")) {
      throw new DicomFormatException(
          "expected a grey image, found "
              + samples
              + " samples a pixel of an image that is not MONOCHROME1 or MONOCHROME2");
    }
    int allocated = positive(dataSet, Tag.BitsAllocated);
    if (allocated != 8 && allocated != 16) {
      throw new DicomFormatException("expected 8 or 16 bits allocated, found " + allocated);
    }
    int stored = dataSet.getInt(Tag.BitsStored, allocated);
    int highBit = dataSet.getInt(Tag.HighBit, stored - 1);
    if (stored < 1 || stored > allocated || highBit < stored - 1 || highBit >= allocated) {
      throw new DicomFormatException(
          "expected bits that fit "
              + allocated
              + " allocated, found "
              + stored
              + " stored with high bit "
              + highBit);
    }
    int frames = Math.max(1, dataSet.getInt(Tag.NumberOfFrames, 1));
    boolean signed = dataSet.getInt(Tag.PixelRepresentation, 0) == 1;
    return new PixelDescription(
        rows, columns, frames, samples, allocated, stored, highBit, signed, photometric);
  }

  private static int positive(DataSet dataSet, int tag) throws DicomFormatException {
    OptionalInt value = dataSet.getInt(tag);
    if (value.isEmpty() || value.getAsInt() < 1) {
      throw new DicomFormatException(Dictionary.describe(tag) + " is missing or not positive");
    }
    return value.getAsInt();
  }

  /** Turns cells into stored values: shifted down, unused bits off, sign extended. In place. */
  static void toStoredValues(int[] cells, PixelDescription pixels, boolean shifted) {
    if (!pixels.signed() && pixels.bitsStored() == pixels.bitsAllocated()) {
      return;
    }
    int unused = Integer.SIZE - pixels.bitsStored();
    int down = shifted ? pixels.highBit() + 1 - pixels.bitsStored() : 0;
    for (int i = 0; i < pixels.pixels(); i++) {
      int top = cells[i] >>> down << unused;
      cells[i] = pixels.signed() ? top >> unused : top >>> unused;
    }
  }
}
