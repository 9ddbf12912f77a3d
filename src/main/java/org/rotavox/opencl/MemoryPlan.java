package org.rotavox.opencl;

import java.util.Locale;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.FdkPlan;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Schedule;
import org.rotavox.recon.Shadows;

/**
 * How a volume and its views are cut so that they fit the device and the memory limit, computed
 * before anything is allocated. The whole volume at once if it fits, otherwise the fewest slabs of
 * slices; for each slab all views are prepared and uploaded again.
 *
 * @param batchViews views in one upload
 * @param slabSlices slices of a slab, a multiple of {@value #SLICE_STEP} but for a whole volume
 * @param deviceBytes memory on the device
 * @param hostBytes memory of the process besides that
 * @param description the plan in words
 */
record MemoryPlan(
    int batchViews, int slabSlices, long deviceBytes, long hostBytes, String description) {

  /** Slices are stored in groups of this size. */
  static final int SLICE_STEP = 16;

  /** Unused values before and behind the views. */
  static final int PAD = 64;

  private static final int MOST_BATCH_VIEWS = 16;

  /** Share of the device's memory that is planned with: drivers need some themselves. */
  private static final double USABLE = 0.85;

  /**
   * Plans.
   *
   * @param mostSlabSlices slices that a slab may have at most: fewer than the volume's after the
   *     device ran out of memory
   * @throws ReconstructionException if not even one small slab fits
   */
  static MemoryPlan of(FdkPlan plan, OpenClDevice device, int threads, int mostSlabSlices)
      throws ReconstructionException {
    int batch = Math.min(MOST_BATCH_VIEWS, plan.views());
    int slices = Math.min(plan.grid().sizeZ(), mostSlabSlices);
    while (true) {
      MemoryPlan tried = with(plan, threads, batch, slices);
      boolean fitsLimit = tried.hostBytes + tried.deviceBytes <= plan.protocol().memoryLimitBytes();
      boolean fitsDevice =
          tried.deviceBytes <= USABLE * device.memoryBytes()
              && slabBytes(plan, slices) <= device.largestBufferBytes()
              && viewsBytes(plan, batch) <= device.largestBufferBytes();
      if (fitsLimit && fitsDevice) {
        return tried;
      }
      if (slices > SLICE_STEP) {
        slices = fewer(plan, slices);
      } else if (batch > 1) {
        batch /= 2;
      } else {
        throw new ReconstructionException(
            ReconstructionException.Kind.TOO_LARGE,
            String.format(
                Locale.ROOT,
                "even slab by slab the volume takes %d bytes here and %d on %s; the limit is %d:"
                    + " choose a smaller matrix or raise the limit",
                tried.hostBytes,
                tried.deviceBytes,
                device.description(),
                plan.protocol().memoryLimitBytes()));
      }
    }
  }

  /**
   * Checks that an iterative reconstruction, which has the whole volume on the device, fits there.
   *
   * @throws ReconstructionException if it does not
   */
  static void requireRoom(OpenClDevice device, Shadows shadows) throws ReconstructionException {
    long needed = OpenClProjectorPair.deviceBytes(shadows);
    long volume = ColumnVolume.bytesOf(shadows.grid());
    if (needed > USABLE * device.memoryBytes() || volume > device.largestBufferBytes()) {
      throw new ReconstructionException(
          ReconstructionException.Kind.DEVICE_MEMORY,
          String.format(
              Locale.ROOT,
              "an iterative reconstruction needs %d MB on %s, with a volume of %d MB in one piece",
              needed >> 20,
              device.description(),
              volume >> 20));
    }
  }

  /** Returns the slices of a slab when the volume is cut into one slab more. */
  private static int fewer(FdkPlan plan, int slices) {
    int total = plan.grid().sizeZ();
    int slabs = (total + slices - 1) / slices + 1;
    int even = (total + slabs - 1) / slabs;
    int rounded = (even + SLICE_STEP - 1) / SLICE_STEP * SLICE_STEP;
    return Math.max(
        SLICE_STEP, rounded < slices ? rounded : (slices - 1) / SLICE_STEP * SLICE_STEP);
  }

  private static MemoryPlan with(FdkPlan plan, int threads, int batch, int slices) {
    long device =
        slabBytes(plan, slices) + viewsBytes(plan, batch) + 4L * plan.grid().sliceVoxels();
    long host =
        4 * plan.grid().voxelCount()
            + plan.preparationBytes(threads, batch)
            + OpenClBackProjector.stagingBytes(plan, slices);
    int slabs = (plan.grid().sizeZ() + slices - 1) / slices;
    String words =
        String.format(
            Locale.ROOT,
            "%s of %d slices, batches of %d views, %d MB on the device, %d MB here",
            slabs == 1 ? "one slab" : slabs + " slabs",
            slices,
            batch,
            device >> 20,
            host >> 20);
    return new MemoryPlan(batch, slices, device, host, words);
  }

  /** Returns the values between two columns of a slab. */
  static int stride(int slices) {
    return (slices + SLICE_STEP - 1) / SLICE_STEP * SLICE_STEP;
  }

  static long slabBytes(FdkPlan plan, int slices) {
    return 4L * plan.grid().sliceVoxels() * stride(slices);
  }

  static long viewsBytes(FdkPlan plan, int batch) {
    return batch * plan.viewBytes() + 2L * 4 * PAD;
  }

  Schedule schedule(FdkPlan plan) {
    long slabs = (plan.grid().sizeZ() + slabSlices - 1L) / slabSlices;
    long passes = (plan.views() + batchViews - 1L) / batchViews;
    return new Schedule(
        batchViews,
        slabSlices,
        deviceBytes + hostBytes,
        passes * 8 * plan.grid().voxelCount() + slabs * plan.views() * plan.viewBytes(),
        description);
  }
}
