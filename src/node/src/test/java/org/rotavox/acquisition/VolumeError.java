package org.rotavox.acquisition;

import java.io.IOException;
import java.util.function.DoubleUnaryOperator;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.cpu.CpuEngine;

/** Reconstructs runs in tests and measures how far the volume is from the truth. */
final class VolumeError {

  private VolumeError() {}

  static Volume reconstruct(RotationalRun run, int voxels, double voxelMm)
      throws IOException, ReconstructionException {
    ReconstructionProtocol protocol =
        ReconstructionProtocol.standard()
            .withVolume(new VolumeSize(voxels, voxelMm))
            .withCalibration(Calibration.water(EllipsoidPhantom.WATER_PER_MM));
    Reconstructor reconstructor = new Reconstructor(new CpuEngine(2));
    return reconstructor.reconstruct(run.stack(), protocol, Progress.NONE).volume();
  }

  /** The truth, as a function of the voxel. */
  interface Truth {
    double at(int i, int j, int k);
  }

  /** Returns the root mean square of the difference inside a sphere, Hounsfield units. */
  static double rmse(Volume volume, Truth truth, double radiusMm) {
    return Math.sqrt(mean(volume, truth, radiusMm, d -> d * d));
  }

  /** Returns the mean of volume minus truth inside a sphere, Hounsfield units. */
  static double bias(Volume volume, Truth truth, double radiusMm) {
    return mean(volume, truth, radiusMm, d -> d);
  }

  private static double mean(
      Volume volume, Truth truth, double radiusMm, DoubleUnaryOperator ofDifference) {
    VolumeGrid grid = volume.grid();
    double sum = 0;
    long count = 0;
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          if (Math.hypot(Math.hypot(grid.x(i), grid.y(j)), grid.z(k)) < radiusMm) {
            sum += ofDifference.applyAsDouble(volume.at(i, j, k) - truth.at(i, j, k));
            count++;
          }
        }
      }
    }
    return sum / count;
  }
}
