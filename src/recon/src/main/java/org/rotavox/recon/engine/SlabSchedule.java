package org.rotavox.recon.engine;

/**
 * How a back-projection is cut into pieces that fit the memory.
 *
 * @param batchViews views that are back-projected in one pass over the volume
 * @param slabSlices slices of the volume that are worked on at a time; with more than one slab all
 *     views are prepared again for each
 * @param plannedBytes memory for the volume and the working buffers, device included
 * @param bytesMoved bytes that the back-projection reads and writes, by the algorithm's count
 * @param description the plan in words
 */
public record SlabSchedule(
    int batchViews, int slabSlices, long plannedBytes, long bytesMoved, String description) {

  public SlabSchedule {
    if (batchViews < 1 || slabSlices < 1) {
      throw new IllegalArgumentException(
          "batches of " + batchViews + " views, slabs of " + slabSlices + " slices");
    }
  }
}
