package org.rotavox.recon.iterative;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.detector.Shadows;

/**
 * What an iterative reconstruction knows before it begins: the chain of steps up to line integrals
 * (those of {@link PreparedRun}) and the shadows of the volume that is worked on: the one that was
 * asked for and its {@link Surroundings}, which are cut off in the end.
 */
public final class IterativePlan {

  private final PreparedRun run;
  private final Shadows shadows;

  private final Surroundings surroundings;

  private IterativePlan(PreparedRun run, Shadows shadows, Surroundings surroundings) {
    this.run = run;
    this.shadows = shadows;
    this.surroundings = surroundings;
  }

  /**
   * Plans the iterative reconstruction of a run. Reads a few frames to see how far the object
   * reaches.
   *
   * @throws ReconstructionException if the run is unsuitable or too large for the memory limit
   */
  public static IterativePlan of(PreparedRun run) throws ReconstructionException, IOException {
    Surroundings surroundings = Surroundings.of(run);
    Shadows shadows =
        new Shadows(
            run.orbit(), run.stack().trajectory().matrices(), run.detector(), surroundings.grid());
    IterativePlan iterative = new IterativePlan(run, shadows, surroundings);
    long limit = run.protocol().memoryLimitBytes();
    if (iterative.plannedBytes() > limit) {
      throw new ReconstructionException(
          ReconstructionException.Kind.TOO_LARGE,
          "an iterative reconstruction of this size takes "
              + iterative.plannedBytes()
              + " bytes, the limit is "
              + limit
              + "; choose a smaller matrix, raise the limit, or use fdk");
    }
    return iterative;
  }

  /** Returns the shadows of the volume that is worked on. */
  public Shadows shadows() {
    return shadows;
  }

  PreparedRun run() {
    return run;
  }

  /** Writes what the iteration begins with. */
  void start(ColumnVolume x, Workers workers) throws ReconstructionException {
    surroundings.start(x, workers);
  }

  /** Returns the part of what was worked on that was asked for, without its surroundings. */
  Volume cut(ColumnVolume worked, Workers workers) throws ReconstructionException {
    VolumeGrid grid = run.grid();
    VolumeGrid from = worked.grid();
    Volume volume = Volume.zeros(grid, run.scale());
    worked.copyTo(
        volume,
        (int) Math.round((grid.x(0) - from.x(0)) / grid.spacingXMm()),
        (int) Math.round((grid.y(0) - from.y(0)) / grid.spacingYMm()),
        (int) Math.round((grid.z(0) - from.z(0)) / grid.spacingZMm()),
        workers);
    return volume;
  }

  /** Returns the memory for four volumes, the result, and two images of each view. */
  public long plannedBytes() {
    long image = 4L * shadows.columns() * shadows.rows();
    return 4 * ColumnVolume.bytesOf(shadows.grid())
        + 4 * run.grid().voxelCount()
        + 2 * image * (shadows.views() + shadows.views() / run.protocol().iteration().subsets());
  }

  /** Returns the line integrals of a view on its virtual detector; NaN where nothing was seen. */
  float[] lineIntegrals(int view, Workers workers) throws ReconstructionException, IOException {
    float[] image = new float[run.detector().rows() * run.detector().columns()];
    run.readLineIntegrals(view, image);
    float[] virtual = new float[shadows.columns() * shadows.rows()];
    shadows.sample(view, image, virtual, workers);
    return virtual;
  }

  /**
   * Returns the views of each subset: every so-manyth view, in an order that goes far from one
   * subset to the next (steps of about the golden section).
   */
  List<int[]> subsets() {
    int count = Math.min(run.protocol().iteration().subsets(), shadows.views());
    int stride = Math.max(1, (int) Math.round(count * 0.618));
    while (greatestCommonDivisor(stride, count) != 1) {
      stride++;
    }
    List<int[]> subsets = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int first = (int) ((long) n * stride % count);
      int size = (shadows.views() - first + count - 1) / count;
      int[] views = new int[size];
      Arrays.setAll(views, i -> first + i * count);
      subsets.add(views);
    }
    return subsets;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
