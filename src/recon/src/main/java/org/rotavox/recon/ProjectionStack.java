package org.rotavox.recon;

import org.rotavox.geometry.Trajectory;

/**
 * What is reconstructed: the detector images of one run and where each was taken.
 *
 * @param trajectory detector grid, matrices, angles
 * @param frames the images, one for each view of the trajectory
 */
public record ProjectionStack(Trajectory trajectory, FrameSource frames) {

  public ProjectionStack {
    if (trajectory.views() != frames.frames()) {
      throw new IllegalArgumentException(
          frames.frames() + " frames for " + trajectory.views() + " views");
    }
  }
}
