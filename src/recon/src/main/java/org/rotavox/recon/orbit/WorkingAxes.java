package org.rotavox.recon.orbit;

import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/**
 * The axes in which a run is back-projected. Back-projection walks along the third axis of the
 * volume, which must not lie along a view; so the patient axis nearest to the axis of the rotation
 * becomes the third, the others follow in turn. A cyclic exchange of axes is a rotation: nothing is
 * mirrored, and the finished volume is put back voxel by voxel without any interpolation.
 *
 * <p>Rotations about the patient's long axis, tilted ones up to 60° included, stay as they are.
 */
public enum WorkingAxes {
  /** x, y, z: the patient's own. */
  PATIENT(0),
  /** y, z, x: for a rotation about the left-right axis, as a spin of the secondary angle is. */
  ABOUT_X(1),
  /** z, x, y: for a rotation about the front-back axis. */
  ABOUT_Y(2);

  private static final double LEAST_ALONG_Z = 0.5;

  private final int shift;

  WorkingAxes(int shift) {
    this.shift = shift;
  }

  /** Returns the axes for a rotation about this unit vector. */
  public static WorkingAxes of(Vector3 rotationAxis) {
    if (Math.abs(rotationAxis.z()) >= LEAST_ALONG_Z) {
      return PATIENT;
    }
    return Math.abs(rotationAxis.x()) >= Math.abs(rotationAxis.y()) ? ABOUT_X : ABOUT_Y;
  }

  /** Returns the trajectory in terms of these axes. */
  public Trajectory apply(Trajectory trajectory) {
    if (this == PATIENT) {
      return trajectory;
    }
    return new Trajectory(
        trajectory.carm(),
        trajectory.matrices().stream().map(this::apply).toList(),
        trajectory.rotationAnglesDeg());
  }

  private ProjectionMatrix apply(ProjectionMatrix matrix) {
    double[] m = matrix.toArray();
    double[] out = m.clone();
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        out[4 * row + axis] = m[4 * row + (axis + shift) % 3];
      }
    }
    return ProjectionMatrix.ofRows(out);
  }

  /** Returns the patient's grid in terms of these axes. */
  public VolumeGrid apply(VolumeGrid grid) {
    int[] sizes = {grid.sizeX(), grid.sizeY(), grid.sizeZ()};
    double[] spacings = {grid.spacingXMm(), grid.spacingYMm(), grid.spacingZMm()};
    Vector3 f = grid.firstVoxel();
    double[] first = {f.x(), f.y(), f.z()};
    int y = (1 + shift) % 3;
    int z = (2 + shift) % 3;
    return new VolumeGrid(
        sizes[shift],
        sizes[y],
        sizes[z],
        spacings[shift],
        spacings[y],
        spacings[z],
        new Vector3(first[shift], first[y], first[z]));
  }

  /**
   * Returns the volume over the patient's grid, from one over these axes.
   *
   * @param grid the patient's grid
   */
  public Volume toPatient(Volume volume, VolumeGrid grid) {
    if (this == PATIENT) {
      return volume;
    }
    Volume out = Volume.zeros(grid, volume.scale());
    int[] at = new int[3];
    for (at[2] = 0; at[2] < grid.sizeZ(); at[2]++) {
      float[] slice = out.slice(at[2]);
      int i = 0;
      for (at[1] = 0; at[1] < grid.sizeY(); at[1]++) {
        for (at[0] = 0; at[0] < grid.sizeX(); at[0]++) {
          slice[i++] = volume.at(at[shift], at[(1 + shift) % 3], at[(2 + shift) % 3]);
        }
      }
    }
    return out;
  }
}
