package org.rotavox.dataset;

import java.io.IOException;

/** Frames of native Pixel Data (PS3.5 section 8.1): one behind the other, without gaps. */
final class NativeFrames implements FrameStore {

  private final PositionedBytes bytes;
  private final long start;
  private final int swapBytes;
  private final PixelDescription pixels;
  private final int frameBytes;

  private NativeFrames(
      PositionedBytes bytes, long start, int swapBytes, PixelDescription pixels, int frameBytes) {
    this.bytes = bytes;
    this.start = start;
    this.swapBytes = swapBytes;
    this.pixels = pixels;
    this.frameBytes = frameBytes;
  }

  static NativeFrames open(Value value, PixelDescription pixels) throws IOException {
    int frameBytes = Math.multiplyExact(pixels.pixels(), pixels.bitsAllocated() / 8);
    long expected = (long) frameBytes * pixels.frames();
    if (value.length() < expected) {
      throw new DicomFormatException(
          "expected "
              + expected
              + " bytes for "
              + pixels.frames()
              + " frames of "
              + Dictionary.describe(Tag.PixelData)
              + ", found "
              + value.length());
    }
    if (value instanceof Value.Stored stored) {
      PositionedBytes bytes =
          PositionedBytes.open(stored.source(), stored.offset(), stored.length());
      return new NativeFrames(bytes, stored.offset(), stored.swapBytes(), pixels, frameBytes);
    }
    if (value instanceof Value.Bytes memory) {
      PositionedBytes bytes = new PositionedBytes.InMemory(memory.bytes(), 0);
      return new NativeFrames(bytes, 0, 1, pixels, frameBytes);
    }
    throw new DicomFormatException("the pixels of this data set can be written, not read");
  }

  @Override
  public int bytesPerPixel() {
    return pixels.bitsAllocated() / Byte.SIZE;
  }

  @Override
  public void read(int frame, int[] into) throws IOException {
    byte[] cells = cells((long) frame * frameBytes);
    if (pixels.bitsAllocated() == 8) {
      for (int i = 0; i < cells.length; i++) {
        into[i] = cells[i] & 0xFF;
      }
    } else {
      for (int i = 0, at = 0; at < cells.length; i++, at += 2) {
        into[i] = (cells[at] & 0xFF) | (cells[at + 1] & 0xFF) << 8;
      }
    }
    PixelLayout.toStoredValues(into, pixels, true);
  }

  /** Words of a big endian source change their bytes, also where a cell is one byte (PS3.5 D). */
  private byte[] cells(long offset) throws IOException {
    if (swapBytes == 1) {
      return bytes.read(start + offset, frameBytes);
    }
    int before = (int) (offset % swapBytes);
    int whole = ((before + frameBytes + swapBytes - 1) / swapBytes) * swapBytes;
    byte[] swapped = Element.swap(bytes.read(start + offset - before, whole), swapBytes);
    return java.util.Arrays.copyOfRange(swapped, before, before + frameBytes);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
