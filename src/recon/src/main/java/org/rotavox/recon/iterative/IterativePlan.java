package org.rotavox.recon.iterative;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Volume;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.fdk.FdkPlan;

/**
 * What an iterative reconstruction knows before it begins: the chain of steps up to line integrals
 * (those of {@link FdkPlan}) and the shadows of the volume that is worked on: the one that was
 * asked for and its {@link Surroundings}, which are cut off in the end.
 */
public final class IterativePlan {

  private final FdkPlan plan;
  private final Shadows shadows;

  private final Surroundings surroundings;

  private IterativePlan(FdkPlan plan, Shadows shadows, Surroundings surroundings) {
    this.plan = plan;
    this.shadows = shadows;
    this.surroundings = surroundings;
  }

  /** Plans the iterative reconstruction of a run. */
  public static IterativePlan of(ProjectionStack stack, ReconstructionProtocol protocol)
      throws ReconstructionException, IOException {
    FdkPlan plan = FdkPlan.of(stack, protocol);
    Surroundings surroundings = Surroundings.of(plan);
    Shadows shadows =
        new Shadows(
            plan.orbit(),
            plan.stack().trajectory().matrices(),
            plan.detector(),
            surroundings.grid());
    IterativePlan iterative = new IterativePlan(plan, shadows, surroundings);
    long limit = protocol.memoryLimitBytes();
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

  FdkPlan plan() {
    return plan;
  }

  /** Writes what the iteration begins with. */
  void start(ColumnVolume x) {
    surroundings.start(x);
  }

  /** Returns the part of what was worked on that was asked for, without its surroundings. */
  Volume cut(ColumnVolume worked) {
    VolumeGrid grid = plan.grid();
    VolumeGrid from = worked.grid();
    Volume volume = Volume.zeros(grid, plan.protocol().calibration().scale());
    worked.copyTo(
        volume,
        (int) Math.round((grid.x(0) - from.x(0)) / grid.spacingXMm()),
        (int) Math.round((grid.y(0) - from.y(0)) / grid.spacingYMm()),
        (int) Math.round((grid.z(0) - from.z(0)) / grid.spacingZMm()));
    return volume;
  }

  /** Returns the memory for four volumes, the result, and two images of each view. */
  public long plannedBytes() {
    long image = 4L * shadows.columns() * shadows.rows();
    return 4 * ColumnVolume.bytesOf(shadows.grid())
        + 4 * plan.grid().voxelCount()
        + 2 * image * (shadows.views() + shadows.views() / plan.protocol().iteration().subsets());
  }

  /** Returns the line integrals of a view on its virtual detector; NaN where nothing was seen. */
  float[] lineIntegrals(int view) throws IOException {
    float[] image = new float[plan.detector().rows() * plan.detector().columns()];
    plan.stack().frames().readIntensities(view, image);
    for (FrameStep step : plan.steps()) {
      step.apply(view, image);
    }
    float[] virtual = new float[shadows.columns() * shadows.rows()];
    shadows.sample(view, image, virtual);
    return virtual;
  }

  /**
   * Returns the views of each subset: every so-manyth view, in an order that goes far from one
   * subset to the next (steps of about the golden section).
   */
  List<int[]> subsets() {
    int count = Math.min(plan.protocol().iteration().subsets(), shadows.views());
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
