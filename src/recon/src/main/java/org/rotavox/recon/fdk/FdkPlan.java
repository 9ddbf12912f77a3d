package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.chain.CutRows;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.detector.Rectification;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.orbit.ShortScanWeights;

/**
 * Everything about one filtered back-projection that is known before the first view is filtered:
 * the chain of steps, the weights, the virtual detectors.
 *
 * <p>The algorithm is Feldkamp, Davis and Kress (J. Opt. Soc. Am. A 1(6), 1984) for any 3×4
 * matrices.
 */
public final class FdkPlan {

  private final PreparedRun run;
  private final Rectification rectification;
  private final List<FrameStep> steps;
  private final List<String> warnings = new ArrayList<>();
  private final double seconds;

  private FdkPlan(PreparedRun run) throws ReconstructionException, IOException {
    long start = System.nanoTime();
    this.run = run;
    ShortScanWeights redundancy = new ShortScanWeights(run.orbit());
    warnings.addAll(run.warnings());
    warnings.addAll(redundancy.warnings());
    warnings.addAll(run.orbit().warnings());
    this.rectification =
        new Rectification(
            run.orbit(),
            run.stack().trajectory().matrices(),
            run.detector(),
            run.grid(),
            run.fieldOfView().reachMm());
    this.steps = new ArrayList<>(run.steps());
    steps.add(new RowFiltering(run, redundancy, truncationOf(run)));
    this.seconds = run.seconds() + (System.nanoTime() - start) * 1e-9;
  }

  /**
   * Plans the reconstruction of a run. Reads nine frames where the protocol leaves open how
   * truncated rows are continued.
   *
   * @throws ReconstructionException if the run is unsuitable
   */
  public static FdkPlan of(PreparedRun run) throws ReconstructionException, IOException {
    return new FdkPlan(run);
  }

  private static Truncation truncationOf(PreparedRun run) throws IOException {
    Truncation wanted = run.protocol().truncation();
    if (wanted != Truncation.AUTO) {
      return wanted;
    }
    return CutRows.any(run) ? Truncation.WATER_CYLINDER : Truncation.NONE;
  }

  /** Returns the run. */
  public PreparedRun run() {
    return run;
  }

  /** Returns the virtual detectors. */
  public Rectification rectification() {
    return rectification;
  }

  /** Returns the steps from intensities to filtered views, in their order. */
  List<FrameStep> steps() {
    return steps;
  }

  /** Returns what the user should know about the run, in words. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the records of all steps, back-projection and scaling included. */
  List<StepRecord> records() {
    List<StepRecord> records = new ArrayList<>(run.records());
    steps.subList(run.steps().size(), steps.size()).forEach(step -> records.addAll(step.records()));
    records.add(
        StepRecord.of(
            "rectify",
            "samples the view on a detector that is parallel to the columns of the volume",
            StepRecord.Parameter.number("columns", rectification.columns()),
            StepRecord.Parameter.number("rows", rectification.rows())));
    records.add(
        StepRecord.of(
            "back-project",
            "adds each view to the voxels that all views see",
            StepRecord.Parameter.number("views", run.views()),
            StepRecord.Parameter.number("voxels", (double) run.fieldOfView().voxels())));
    records.add(run.scaling().step());
    return records;
  }

  /**
   * Returns what an engine has to back-project.
   *
   * @param threads threads that prepare views
   */
  public BackProjectionTask task(int threads) {
    return new BackProjectionTask(
        run.grid(),
        run.fieldOfView(),
        rectification,
        run.views(),
        run.protocol().memoryLimitBytes(),
        batchViews -> preparationBytes(threads, batchViews));
  }

  /** Views on their way, working arrays, the exchange of axes. */
  private long preparationBytes(int threads, int batchViews) {
    long viewBytes = 4L * rectification.columns() * rectification.rows();
    return 2L * Math.min(batchViews, run.views()) * viewBytes
        + threads * ViewPreparation.workingBytes(this)
        + run.toPatientBytes()
        + 8L * run.grid().sliceVoxels();
  }

  /** Returns the time that planning took, seconds. */
  double seconds() {
    return seconds;
  }
}
