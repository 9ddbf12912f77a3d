package org.rotavox.dataset;

/**
 * How the pixels of an image are laid out (PS3.3 C.7.6.3.1).
 *
 * @param rows height
 * @param columns width
 * @param frames number of frames, at least 1
 * @param samplesPerPixel 1 for grey
 * @param bitsAllocated width of a cell: 8 or 16
 * @param bitsStored bits of a cell that are the value
 * @param highBit the most significant of them
 * @param signed two's complement
 * @param photometricInterpretation MONOCHROME1 (the lowest value is white) or MONOCHROME2
 */
public record PixelDescription(
    int rows,
    int columns,
    int frames,
    int samplesPerPixel,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    String photometricInterpretation) {

  /** Pixels of one frame. */
  public int pixels() {
    return rows * columns;
  }
}
