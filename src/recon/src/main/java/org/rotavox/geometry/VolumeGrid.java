package org.rotavox.geometry;

/**
 * The voxel grid of a volume, its axes parallel to the patient axes (LPS).
 *
 * <p>Index order everywhere: x fastest, then y, then z. Voxel (i, j, k) has its centre at {@code
 * firstVoxel + (i·spacingX, j·spacingY, k·spacingZ)}.
 *
 * @param sizeX voxels towards the patient's left
 * @param sizeY voxels towards the patient's back
 * @param sizeZ voxels towards the patient's head
 * @param spacingXMm voxel distance along x, millimetres
 * @param spacingYMm voxel distance along y, millimetres
 * @param spacingZMm voxel distance along z, millimetres
 * @param firstVoxel centre of voxel (0, 0, 0), LPS millimetres relative to the isocentre
 */
public record VolumeGrid(
    int sizeX,
    int sizeY,
    int sizeZ,
    double spacingXMm,
    double spacingYMm,
    double spacingZMm,
    Vector3 firstVoxel) {

  public VolumeGrid {
    if (sizeX < 1 || sizeY < 1 || sizeZ < 1) {
      throw new IllegalArgumentException("volume of " + sizeX + " × " + sizeY + " × " + sizeZ);
    }
    if (!(spacingXMm > 0) || !(spacingYMm > 0) || !(spacingZMm > 0)) {
      throw new IllegalArgumentException(
          "voxel of " + spacingXMm + " × " + spacingYMm + " × " + spacingZMm + " mm");
    }
  }

  /** Returns a cube of {@code size}³ voxels around the isocentre. */
  public static VolumeGrid cube(int size, double spacingMm) {
    double first = -(size - 1) / 2.0 * spacingMm;
    return new VolumeGrid(
        size, size, size, spacingMm, spacingMm, spacingMm, new Vector3(first, first, first));
  }

  /** Returns the number of voxels. */
  public long voxelCount() {
    return (long) sizeX * sizeY * sizeZ;
  }

  /** Returns the number of voxels of one axial slice. */
  public int sliceVoxels() {
    return Math.multiplyExact(sizeX, sizeY);
  }

  /** Returns the x coordinate of column i, millimetres. */
  public double x(double i) {
    return firstVoxel.x() + i * spacingXMm;
  }

  /** Returns the y coordinate of row j, millimetres. */
  public double y(double j) {
    return firstVoxel.y() + j * spacingYMm;
  }

  /** Returns the z coordinate of slice k, millimetres. */
  public double z(double k) {
    return firstVoxel.z() + k * spacingZMm;
  }
}
