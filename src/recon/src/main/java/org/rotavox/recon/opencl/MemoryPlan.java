package org.rotavox.recon.opencl;

import java.util.Locale;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.engine.SlabSchedule;

/**
 * How a volume and its views are cut so that they fit the device and the memory limit, computed
 * before anything is allocated. The whole volume at once if it fits, otherwise the fewest slabs of
 * slices; for each slab all views are prepared and uploaded again. A slab consists of pieces, one
 * buffer each: no larger than the device allows, and small where the device's memory is that of the
 * process, since a finished piece is freed before the next takes memory in the volume.
 *
 * @param batchViews views in one upload
 * @param slabSlices slices of a slab, a multiple of {@value #SLICE_STEP} but for a whole volume
 * @param pieceSlices slices of a piece of a slab, likewise
 * @param deviceBytes memory on the device
 * @param peakBytes the most memory of device and process together at any time
 * @param description the plan in words
 */
record MemoryPlan(
    int batchViews,
    int slabSlices,
    int pieceSlices,
    long deviceBytes,
    long peakBytes,
    String description) {

  /** Slices are stored in groups of this size. */
  static final int SLICE_STEP = 16;

  /** Unused values before and behind the views. */
  static final int PAD = 64;

  private static final int MOST_BATCH_VIEWS = 16;

  /** Slices of a piece where device and process share their memory: a quarter of 512. */
  private static final int SHARED_PIECE_SLICES = 128;

  /** Share of the device's memory that is planned with: drivers need some themselves. */
  private static final double USABLE = 0.85;

  /**
   * Plans.
   *
   * @param mostSlabSlices slices that a slab may have at most: fewer than the volume's after the
   *     device ran out of memory
   * @throws ReconstructionException if not even one small slab fits
   */
  static MemoryPlan of(BackProjectionTask task, OpenClDevice device, int mostSlabSlices)
      throws ReconstructionException {
    int batch = Math.min(MOST_BATCH_VIEWS, task.views());
    int slices = Math.min(task.grid().sizeZ(), mostSlabSlices);
    while (true) {
      MemoryPlan tried = with(task, device, batch, slices);
      boolean fitsDevice =
          tried.deviceBytes <= USABLE * device.memoryBytes()
              && columnBytes(task.grid(), tried.pieceSlices) <= device.largestBufferBytes()
              && viewsBytes(task, batch) <= device.largestBufferBytes();
      if (fitsDevice && tried.peakBytes <= task.memoryLimitBytes()) {
        return tried;
      }
      if (slices > SLICE_STEP) {
        slices = fewer(task, slices);
      } else if (batch > 1) {
        batch /= 2;
      } else {
        throw new ReconstructionException(
            ReconstructionException.Kind.TOO_LARGE,
            String.format(
                Locale.ROOT,
                "even slab by slab the reconstruction takes %d bytes, %d of them on %s; the limit is"
                    + " %d: choose a smaller matrix or raise the limit",
                tried.peakBytes,
                tried.deviceBytes,
                device.description(),
                task.memoryLimitBytes()));
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
  private static int fewer(BackProjectionTask task, int slices) {
    int total = task.grid().sizeZ();
    int slabs = (total + slices - 1) / slices + 1;
    int even = (total + slabs - 1) / slabs;
    int rounded = (even + SLICE_STEP - 1) / SLICE_STEP * SLICE_STEP;
    return Math.max(
        SLICE_STEP, rounded < slices ? rounded : (slices - 1) / SLICE_STEP * SLICE_STEP);
  }

  private static MemoryPlan with(
      BackProjectionTask task, OpenClDevice device, int batch, int slices) {
    VolumeGrid grid = task.grid();
    boolean shared = device.kind() == OpenClDevice.Kind.CPU;
    int piece = pieceSlices(grid, device, shared ? SHARED_PIECE_SLICES : slices, slices);
    long pieceBytes = columnBytes(grid, piece);
    long slab = columnBytes(grid, slices);
    long volume = 4 * grid.voxelCount();
    long besides = viewsBytes(task, batch) + 4L * grid.sliceVoxels();
    long here = task.preparationBytes().applyAsLong(batch) + Slab.stagingBytes(grid, piece);
    // the last slab is read back when all others are in the volume
    long together = shared ? Math.max(slab, volume + pieceBytes) : slab + volume;
    long peak = together + besides + here;
    int slabs = (grid.sizeZ() + slices - 1) / slices;
    String words =
        String.format(
            Locale.ROOT,
            "%s of %d slices, batches of %d views, %d MB on the device, %d MB in all",
            slabs == 1 ? "one slab" : slabs + " slabs",
            slices,
            batch,
            (slab + besides) >> 20,
            peak >> 20);
    return new MemoryPlan(batch, slices, piece, slab + besides, peak, words);
  }

  /** Returns as many slices as one buffer can hold, at most {@code most}. */
  private static int pieceSlices(VolumeGrid grid, OpenClDevice device, int most, int slices) {
    long fitting = device.largestBufferBytes() / columnBytes(grid, SLICE_STEP) * SLICE_STEP;
    return (int) Math.max(Math.min(SLICE_STEP, slices), Math.min(fitting, Math.min(most, slices)));
  }

  /** Returns the values between two columns of a piece. */
  static int stride(int slices) {
    return (slices + SLICE_STEP - 1) / SLICE_STEP * SLICE_STEP;
  }

  /** Returns the bytes of so many slices, column by column. */
  static long columnBytes(VolumeGrid grid, int slices) {
    return 4L * grid.sliceVoxels() * stride(slices);
  }

  static long viewsBytes(BackProjectionTask task, int batch) {
    return batch * task.viewBytes() + 2L * 4 * PAD;
  }

  SlabSchedule schedule(BackProjectionTask task) {
    long slabs = (task.grid().sizeZ() + slabSlices - 1L) / slabSlices;
    long passes = (task.views() + batchViews - 1L) / batchViews;
    return new SlabSchedule(
        batchViews,
        slabSlices,
        peakBytes,
        passes * 8 * task.grid().voxelCount() + slabs * task.views() * task.viewBytes(),
        description);
  }
}
