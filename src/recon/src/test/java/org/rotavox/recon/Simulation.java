package org.rotavox.recon;

import java.util.List;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.cpu.CpuEngine;

/** Simulated runs of the small phantom, and how far a reconstruction is from the truth. */
public final class Simulation {

  public static final DetectorGrid DETECTOR = new DetectorGrid(128, 128, 1.6, 1.6);
  public static final CArm ARM = new CArm(785, 1200, DETECTOR);
  public static final EllipsoidPhantom PHANTOM = EllipsoidPhantom.small();
  public static final int VIEWS = 100;

  private Simulation() {}

  /** Root mean square and mean of the error, Hounsfield units. */
  public record Deviation(double rmseHu, double biasHu) {}

  public static ReconstructionProtocol protocol() {
    return ReconstructionProtocol.standard()
        .withVolume(new VolumeSize(96, 1.6))
        .withCalibration(Calibration.water(EllipsoidPhantom.WATER_PER_MM));
  }

  public static Trajectory arc(double firstDeg, double lastDeg) {
    return Trajectory.circular(ARM, firstDeg, lastDeg, VIEWS);
  }

  public static ProjectionStack exact(Trajectory trajectory) {
    return new ProjectionStack(trajectory, PhantomFrames.exact(PHANTOM, trajectory));
  }

  public static Reconstruction onCpu(ProjectionStack stack, ReconstructionProtocol protocol)
      throws Exception {
    Reconstructor cpu = new Reconstructor(new CpuEngine(2));
    return cpu.reconstruct(stack, protocol, Progress.NONE);
  }

  public static Trajectory of(List<ProjectionMatrix> matrices, List<Double> anglesDeg) {
    return new Trajectory(ARM, matrices, anglesDeg);
  }

  public static Deviation deviation(Volume volume, Volume truth, double withinMm) {
    VolumeGrid grid = volume.grid();
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          if (new Vector3(grid.x(i), grid.y(j), grid.z(k)).length() < withinMm) {
            double d = volume.at(i, j, k) - truth.at(i, j, k);
            sum += d;
            squares += d * d;
            count++;
          }
        }
      }
    }
    return new Deviation(Math.sqrt(squares / count), sum / count);
  }

  /** The error of a volume against the phantom, truth averaged over 2 × 2 × 2 points a voxel. */
  public static Deviation deviation(Volume volume) {
    return deviation(volume, PHANTOM.truth(volume.grid(), 2), 40);
  }

  /** The value of the voxel nearest to a point. */
  public static float at(Volume volume, Vector3 point) {
    VolumeGrid grid = volume.grid();
    return volume.at(
        (int) Math.round((point.x() - grid.x(0)) / grid.spacingXMm()),
        (int) Math.round((point.y() - grid.y(0)) / grid.spacingYMm()),
        (int) Math.round((point.z() - grid.z(0)) / grid.spacingZMm()));
  }

  public static boolean allFinite(Volume volume) {
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      for (float value : volume.slice(k)) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }
}
