package org.rotavox.dataset.codec;

/**
 * Size of one frame.
 *
 * @param rows height
 * @param columns width
 * @param bitsAllocated width of a cell: 8 or 16
 */
public record FrameShape(int rows, int columns, int bitsAllocated) {

  public int pixels() {
    return rows * columns;
  }
}
