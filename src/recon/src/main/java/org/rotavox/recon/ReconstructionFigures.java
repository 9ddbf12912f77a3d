package org.rotavox.recon;

/**
 * What a reconstruction cost, for reports and benches.
 *
 * @param views views that were back-projected
 * @param voxels voxels of the volume
 * @param voxelsSeen voxels inside the field of view: those that were worked on
 * @param seconds wall-clock time of the whole
 * @param backProjectionSeconds wall-clock time of the back-projection
 * @param bytesMoved bytes read and written by the back-projection, by the algorithm's count
 * @param plannedBytes memory that was planned for the volume and the working buffers
 * @param plan the memory plan in words
 */
public record ReconstructionFigures(
    long views,
    long voxels,
    long voxelsSeen,
    double seconds,
    double backProjectionSeconds,
    long bytesMoved,
    long plannedBytes,
    String plan) {

  /** No figures. */
  public static final ReconstructionFigures NONE =
      new ReconstructionFigures(0, 0, 0, 0, 0, 0, 0, "");

  ReconstructionFigures withSeconds(double newSeconds) {
    return new ReconstructionFigures(
        views,
        voxels,
        voxelsSeen,
        newSeconds,
        backProjectionSeconds,
        bytesMoved,
        plannedBytes,
        plan);
  }

  /**
   * Returns 10⁹ voxel updates (voxel × view) for each second of back-projection, of the voxels that
   * were worked on.
   */
  public double gups() {
    return backProjectionSeconds > 0 ? voxelsSeen / 1e9 * views / backProjectionSeconds : 0;
  }

  /** Returns the same with every voxel of the volume counted, as other toolkits do. */
  public double nominalGups() {
    return backProjectionSeconds > 0 ? voxels / 1e9 * views / backProjectionSeconds : 0;
  }
}
