package org.rotavox.recon;

import org.rotavox.geometry.CArm;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;

/**
 * Which box of the patient is reconstructed and how finely. What is left automatic follows from the
 * field of view: the cylinder that every view sees.
 *
 * @param voxels voxels along x and y; 0 = automatic from the voxel size and the field of view
 * @param voxelMm edge of a voxel, millimetres; 0 = automatic from the number of voxels and the
 *     field of view
 * @param slices voxels along z; 0 = as many as along x
 * @param center middle of the box, LPS millimetres relative to the isocentre
 */
public record VolumeSize(int voxels, double voxelMm, int slices, Vector3 center) {

  /** The most voxels along one axis. */
  public static final int MAXIMUM_VOXELS = 2048;

  /** The matrix where neither matrix nor voxel size are given. */
  public static final int DEFAULT_VOXELS = 256;

  private static final double SMALLEST_VOXEL_MM = 0.01;
  private static final double LARGEST_VOXEL_MM = 20;

  /** Everything automatic: {@value #DEFAULT_VOXELS}³ over the field of view. */
  public static final VolumeSize AUTOMATIC = new VolumeSize(0, 0);

  public VolumeSize {
    if (voxels < 0 || voxels > MAXIMUM_VOXELS || slices < 0 || slices > MAXIMUM_VOXELS) {
      throw new IllegalArgumentException(
          "expected 0 (automatic) to "
              + MAXIMUM_VOXELS
              + " voxels along an axis, got "
              + voxels
              + " and "
              + slices);
    }
    if (voxelMm != 0 && !(voxelMm >= SMALLEST_VOXEL_MM && voxelMm <= LARGEST_VOXEL_MM)) {
      throw new IllegalArgumentException(
          "expected voxels of "
              + SMALLEST_VOXEL_MM
              + " to "
              + LARGEST_VOXEL_MM
              + " mm or 0 (automatic), got "
              + voxelMm);
    }
  }

  /** A cube about the isocentre; 0 = automatic. */
  public VolumeSize(int voxels, double voxelMm) {
    this(voxels, voxelMm, 0, Vector3.ORIGIN);
  }

  /** Returns the voxel grid of this size for a run. */
  public VolumeGrid gridFor(Trajectory trajectory) {
    CArm carm = trajectory.carm();
    double diameterMm = 2 * carm.fieldOfViewRadiusMm();
    int n = voxels;
    double spacingMm = voxelMm;
    if (n == 0 && spacingMm == 0) {
      n = DEFAULT_VOXELS;
    }
    if (spacingMm == 0) {
      spacingMm = Math.min(LARGEST_VOXEL_MM, Math.max(SMALLEST_VOXEL_MM, diameterMm / n));
    } else if (n == 0) {
      n = (int) Math.min(MAXIMUM_VOXELS, Math.max(1, Math.ceil(diameterMm / spacingMm)));
    }
    int nz = slices == 0 ? n : slices;
    Vector3 toFirst = new Vector3(n - 1, n - 1, nz - 1).times(-spacingMm / 2);
    return new VolumeGrid(n, n, nz, spacingMm, spacingMm, spacingMm, center.plus(toFirst));
  }
}
