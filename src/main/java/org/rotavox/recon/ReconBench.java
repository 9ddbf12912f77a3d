package org.rotavox.recon;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;

/**
 * A synthetic case that measures an engine: the head phantom in a short scan of 200°, on a detector
 * of 204.8 × 204.8 mm with as many pixels a side as the volume has voxels, from 64 to 512.
 *
 * <p>A few frames are computed beforehand and given again and again: the phantom costs nothing in
 * the figures, and the volume is no head.
 */
public final class ReconBench {

  private static final int DISTINCT_FRAMES = 8;
  private static final int LEAST_PIXELS = 64;
  private static final int MOST_PIXELS = 512;
  private static final double DETECTOR_MM = 204.8;
  private static final int COPIED_FLOATS = 1 << 24;
  private static final int COPIES = 8;

  private ReconBench() {}

  /**
   * The figures of one run.
   *
   * @param size voxels along each side
   * @param views views
   * @param engine what did the work
   * @param stages times of the stages
   * @param seconds wall-clock time of the whole, from frames in memory to the scaled volume
   * @param cpuSeconds processor time of the whole process during that: what remains comparable on a
   *     machine that others use too
   * @param gups 10⁹ voxel updates a second of back-projection, voxels in the field of view
   * @param nominalGups the same with all voxels counted
   * @param bytesMoved bytes that the back-projection moves, by the algorithm's count
   * @param memoryRoofline part of this machine's measured copying speed that those bytes took; says
   *     nothing about a device with memory of its own
   * @param plannedBytes planned memory
   * @param peakResidentBytes the most memory that the process had resident until now; 0 if the
   *     system does not tell
   * @param plan the memory plan in words
   * @param warnings what went otherwise than planned
   */
  public record Figures(
      int size,
      int views,
      String engine,
      List<StageTime> stages,
      double seconds,
      double cpuSeconds,
      double gups,
      double nominalGups,
      long bytesMoved,
      double memoryRoofline,
      long plannedBytes,
      long peakResidentBytes,
      String plan,
      List<String> warnings) {

    public Figures {
      stages = List.copyOf(stages);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Runs the case once.
   *
   * @param size voxels along each side
   * @param views number of views, from 3
   */
  public static Figures run(Reconstructor engine, int size, int views, Progress progress)
      throws ReconstructionException, IOException {
    return run(
        engine,
        ReconstructionProtocol.standard()
            .withVolume(new VolumeSize(size, 0))
            .withMemoryLimit(Long.MAX_VALUE),
        size,
        views,
        progress);
  }

  /** Runs the case once with a protocol of one's own, whose volume is used as it is. */
  public static Figures run(
      Reconstructor engine, ReconstructionProtocol protocol, int size, int views, Progress progress)
      throws ReconstructionException, IOException {
    int pixels = Math.max(LEAST_PIXELS, Math.min(MOST_PIXELS, size));
    double pixelMm = DETECTOR_MM / pixels;
    CArm carm = new CArm(785, 1200, new DetectorGrid(pixels, pixels, pixelMm, pixelMm));
    Trajectory trajectory = Trajectory.circular(carm, -100, 100, views);
    ProjectionStack stack = new ProjectionStack(trajectory, repeated(trajectory));
    double copyBytesPerSecond = copyBytesPerSecond();
    double cpuBefore = processCpuSeconds();
    Reconstruction done = engine.reconstruct(stack, protocol, progress);
    ReconstructionFigures figures = done.figures();
    return new Figures(
        size,
        views,
        done.engine(),
        done.stages(),
        figures.seconds(),
        processCpuSeconds() - cpuBefore,
        figures.gups(),
        figures.nominalGups(),
        figures.bytesMoved(),
        figures.bytesMoved() / figures.backProjectionSeconds() / copyBytesPerSecond,
        figures.plannedBytes(),
        peakResidentBytes(),
        figures.plan(),
        done.warnings());
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

  /** Returns the bytes a second that one thread reads and writes by copying memory. */
  private static double copyBytesPerSecond() {
    float[] from = new float[COPIED_FLOATS];
    float[] to = new float[COPIED_FLOATS];
    double best = 1;
    for (int n = 0; n < COPIES; n++) {
      long start = System.nanoTime();
      System.arraycopy(from, 0, to, 0, COPIED_FLOATS);
      best = Math.max(best, 8.0 * COPIED_FLOATS / ((System.nanoTime() - start) * 1e-9));
    }
    return best;
  }

  private static double processCpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() * 1e-9
        : 0;
  }

  /** Returns VmHWM of Linux; 0 elsewhere. */
  private static long peakResidentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("vmhwm:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
