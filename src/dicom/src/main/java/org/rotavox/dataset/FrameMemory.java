package org.rotavox.dataset;

/**
 * Compares what a frame needs in memory with the Java heap, before anything is allocated: the
 * header of a small file can announce a frame of any size.
 */
final class FrameMemory {

  /** Decoding one frame may take so much of the heap, as one part in so many. */
  private static final int PART = 2;

  /** One compressed frame may take so much of it. */
  private static final int COMPRESSED_PART = 8;

  private static final int MEBIBYTE = 1 << 20;

  private FrameMemory() {}

  /**
   * Refuses frames for which the heap is too small.
   *
   * @param bytesPerPixel what decoding and its result hold at the same time
   */
  static void require(PixelDescription pixels, int bytesPerPixel) throws DicomFormatException {
    long needed = (long) pixels.pixels() * bytesPerPixel;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap / PART) {
      throw new DicomFormatException(
          "a frame of %d x %d pixels takes %d MiB to be decoded, more than half of the Java heap of"
                  .formatted(pixels.columns(), pixels.rows(), needed / MEBIBYTE)
              + " %d MiB: start the program with more (-Xmx)".formatted(heap / MEBIBYTE));
    }
  }

  /** Refuses compressed frames for which the heap is too small. */
  static void requireCompressed(int frame, long length) throws DicomFormatException {
    long heap = Runtime.getRuntime().maxMemory();
    if (length > heap / COMPRESSED_PART) {
      throw new DicomFormatException(
          "frame %d has %d MiB of compressed bytes, more than an eighth of the Java heap of %d MiB:"
                  .formatted(frame + 1, length / MEBIBYTE, heap / MEBIBYTE)
              + " start the program with more (-Xmx)");
    }
  }
}
