package org.rotavox.app.bench;

import java.io.IOException;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.CostReport;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.algorithm.Reconstructor;

/**
 * A synthetic case that measures an engine: the head phantom in a short scan of 200°, on a detector
 * of 204.8 × 204.8 mm with as many pixels a side as the volume has voxels, from 64 to 512.
 *
 * <p>A few frames are computed beforehand and given again and again: the phantom costs nothing in
 * the figures, and the volume is no head.
 */
public final class ReconBench {

  /** The most voxels along a side. */
  public static final int LARGEST_SIZE = VolumeSize.MAXIMUM_VOXELS;

  private static final int DISTINCT_FRAMES = 8;
  private static final int LEAST_PIXELS = 64;
  private static final int MOST_PIXELS = 512;
  private static final double DETECTOR_MM = 204.8;

  private ReconBench() {}

  /** Returns the plain FDK of a cube over the field of view, without a limit of memory. */
  public static ReconstructionProtocol protocol(int size) {
    return ReconstructionProtocol.standard()
        .withVolume(new VolumeSize(size, 0))
        .withMemoryLimit(Long.MAX_VALUE);
  }

  /**
   * Runs the case once.
   *
   * @param protocol how; its volume is used as it is
   * @param size voxels along a side, which the detector is made for
   * @param views number of views, from 3
   */
  public static CostReport run(
      Reconstructor engine, ReconstructionProtocol protocol, int size, int views, Progress progress)
      throws ReconstructionException, IOException {
    int pixels = Math.max(LEAST_PIXELS, Math.min(MOST_PIXELS, size));
    double pixelMm = DETECTOR_MM / pixels;
    CArm carm = new CArm(785, 1200, new DetectorGrid(pixels, pixels, pixelMm, pixelMm));
    Trajectory trajectory = Trajectory.circular(carm, -100, 100, views);
    ProjectionStack stack = new ProjectionStack(trajectory, repeated(trajectory));
    Roofline roofline = engine.roofline();
    double cpuBefore = CostReport.processCpuSeconds();
    Reconstruction done = engine.reconstruct(stack, protocol, progress);
    return CostReport.of(done, roofline, CostReport.processCpuSeconds() - cpuBefore);
  }

  private static FrameSource repeated(Trajectory trajectory) {
    PhantomFrames phantom = PhantomFrames.exact(EllipsoidPhantom.head(), trajectory);
    DetectorGrid detector = trajectory.detector();
    int distinct = Math.min(DISTINCT_FRAMES, trajectory.views());
    float[][] frames = new float[distinct][detector.rows() * detector.columns()];
    for (int n = 0; n < distinct; n++) {
      phantom.readIntensities(n * trajectory.views() / distinct, frames[n]);
    }
    return new FrameSource() {
      @Override
      public int frames() {
        return trajectory.views();
      }

      @Override
      public void readIntensities(int frame, float[] out) {
        float[] stored = frames[frame % distinct];
        System.arraycopy(stored, 0, out, 0, stored.length);
      }
    };
  }
}
