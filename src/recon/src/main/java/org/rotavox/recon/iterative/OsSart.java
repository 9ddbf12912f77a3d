package org.rotavox.recon.iterative;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.Progress;
import org.rotavox.recon.Provenance;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionFigures;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.ProjectorPair;
import org.rotavox.recon.engine.VolumeAlgorithm;
import org.rotavox.recon.orbit.ShortScanWeights;

/**
 * Ordered subsets of the simultaneous algebraic reconstruction technique (Andersen and Kak,
 * Ultrasonic Imaging 6(1), 1984; Wang and Jiang, J. X-Ray Sci. Technol. 12(3), 2004), with a
 * matched pair of projectors on any engine. After each subset S of the views
 *
 * <pre>
 *   x ← max(0, x + λ · Aᵀ_S R (p − A_S x) / (V · |S| / views))
 * </pre>
 *
 * <p>R divides by the length of each ray inside the volume, V = Aᵀ1. A is the shadow of the voxels
 * times a gain for each pixel, such that the shadow of ones is that length exactly: the ripple of
 * footprints on pixels is gone. Pixels where the ray is short are left out. After each pass total
 * variation is taken away ({@link TotalVariation}), if the protocol says so.
 */
public final class OsSart {

  /** Rays that are shorter than so many voxels say little and are left out. */
  private static final double SHORTEST_RAY_VOXELS = 2;

  /** Pixels that less than this part of the median footprint reaches are left out. */
  private static final double LEAST_SHADOW = 0.3;

  private final IterativePlan iterative;
  private final ProjectorPair pair;
  private final Workers workers;
  private final Progress progress;
  private final Shadows shadows;
  private final float[][] measured;
  private final float[][] gains;
  private long forwardNanos;
  private long backwardNanos;

  private OsSart(IterativePlan iterative, ProjectorPair pair, Workers workers, Progress progress) {
    this.iterative = iterative;
    this.pair = pair;
    this.workers = workers;
    this.progress = progress;
    this.shadows = iterative.shadows();
    this.measured = new float[shadows.views()][];
    this.gains = new float[shadows.views()][];
  }

  /** Returns the algorithm. */
  public static VolumeAlgorithm algorithm() {
    return (stack, protocol, engine, progress, reports) -> {
      try (Workers workers = new Workers(engine.threads())) {
        IterativePlan plan = IterativePlan.of(PreparedRun.of(stack, protocol, workers));
        try (ProjectorPair pair = engine.projectors(plan.shadows(), workers, progress)) {
          return new OsSart(plan, pair, workers, progress).run(engine.description());
        }
      }
    };
  }

  private Reconstruction run(String engine) throws ReconstructionException, IOException {
    long start = System.nanoTime();
    ColumnVolume x = new ColumnVolume(shadows.grid());
    ColumnVolume update = new ColumnVolume(shadows.grid());
    ColumnVolume weight = new ColumnVolume(shadows.grid());
    readViews(x);
    weigh(weight);
    iterative.start(x, workers);
    long prepared = System.nanoTime();
    long smoothing = iterate(x, update, weight);
    long iterated = System.nanoTime();
    PreparedRun run = iterative.run();
    Volume volume = iterative.cut(x, workers);
    List<String> warnings = new ArrayList<>(run.warnings());
    warnings.addAll(new ShortScanWeights(run.orbit()).warnings());
    warnings.addAll(run.scaling().apply(volume, workers));
    long end = System.nanoTime();
    List<StageTime> stages =
        List.of(
            new StageTime("prepare views", (prepared - start) * 1e-9),
            new StageTime("forward-project", forwardNanos * 1e-9),
            new StageTime("back-project", backwardNanos * 1e-9),
            new StageTime("total variation", smoothing * 1e-9),
            new StageTime("scale", (end - iterated) * 1e-9));
    return new Reconstruction(
        run.toPatient(volume),
        stages,
        warnings,
        new Provenance(Algorithm.OS_SART, engine, records()),
        figures((end - start) * 1e-9 + run.seconds()));
  }

  private List<StepRecord> records() {
    Iteration iteration = iterative.run().protocol().iteration();
    VolumeGrid grid = shadows.grid();
    List<StepRecord> records = new ArrayList<>(iterative.run().records());
    records.add(
        StepRecord.of(
            "sample",
            "takes means of the view on a detector that is parallel to the columns of the volume",
            StepRecord.Parameter.number("columns", shadows.columns()),
            StepRecord.Parameter.number("rows", shadows.rows())));
    records.add(
        StepRecord.of(
                "iterate",
                "corrects the volume by the differences of its projections, and "
                    + "reduces total variation",
                StepRecord.Parameter.number("passes", iteration.iterations()),
                StepRecord.Parameter.number("subsets", iterative.subsets().size()),
                StepRecord.Parameter.number("relaxation", iteration.relaxation()),
                StepRecord.Parameter.number("tvWeight", iteration.tvWeight()),
                StepRecord.Parameter.text(
                    "grid", grid.sizeX() + " x " + grid.sizeY() + " x " + grid.sizeZ()))
            .described(
                String.format(
                    Locale.ROOT,
                    "%d passes of %d subsets, total variation %.2f",
                    iteration.iterations(),
                    iteration.subsets(),
                    iteration.tvWeight())));
    records.add(iterative.run().scaling().step());
    return records;
  }

  private ReconstructionFigures figures(double seconds) {
    Iteration iteration = iterative.run().protocol().iteration();
    long voxels = shadows.grid().voxelCount();
    long views = (long) shadows.views() * (iteration.iterations() + 1);
    return new ReconstructionFigures(
        views,
        voxels,
        voxels,
        seconds,
        backwardNanos * 1e-9,
        4 * voxels * iteration.iterations() * Math.min(iteration.subsets(), shadows.views())
            + 4L * views * shadows.columns() * shadows.rows(),
        iterative.plannedBytes(),
        "OS-SART, "
            + iteration.iterations()
            + " passes of "
            + iterative.subsets().size()
            + " subsets on "
            + shadows.grid().sizeX()
            + " x "
            + shadows.grid().sizeY()
            + " x "
            + shadows.grid().sizeZ());
  }

  /** Reads all views and makes the gain of every pixel; 0 where a pixel is left out. */
  private void readViews(ColumnVolume ones) throws ReconstructionException, IOException {
    ones.fill(1, workers);
    for (int view = 0; view < shadows.views(); view++) {
      checkCancelled();
      measured[view] = iterative.lineIntegrals(view, workers);
      gains[view] = new float[measured[view].length];
      forward(ones, new int[] {view}, new float[][] {gains[view]});
      fillGains(view);
      progress.report("prepare views", view + 1L, shadows.views());
    }
  }

  private void fillGains(int view) throws ReconstructionException {
    float[] p = measured[view];
    float[] gain = gains[view];
    double voxelMm = shadows.grid().spacingXMm();
    int rows = shadows.rows();
    workers.forEach(
        shadows.columns(),
        u -> {
          for (int n = u * rows; n < (u + 1) * rows; n++) {
            double chord = shadows.chordMm(view, u, n - (double) u * rows);
            boolean used =
                Float.isFinite(p[n])
                    && chord > SHORTEST_RAY_VOXELS * voxelMm
                    && gain[n] * voxelMm > LEAST_SHADOW * chord;
            gain[n] = used ? (float) (chord / gain[n]) : 0;
            p[n] = used ? p[n] : 0;
          }
        });
  }

  /** V = Aᵀ1. */
  private void weigh(ColumnVolume weight) throws ReconstructionException {
    int[] all = IntStream.range(0, shadows.views()).toArray();
    backward(all, gains, weight);
  }

  private long iterate(ColumnVolume x, ColumnVolume update, ColumnVolume weight)
      throws ReconstructionException {
    ReconstructionProtocol protocol = iterative.run().protocol();
    Iteration iteration = protocol.iteration();
    List<int[]> subsets = iterative.subsets();
    boolean smooths = iteration.tvWeight() > 0;
    ColumnVolume before = smooths ? new ColumnVolume(shadows.grid()) : update;
    TotalVariation variation = new TotalVariation(1e-3 * protocol.calibration().waterPerMm());
    long smoothing = 0;
    int done = 0;
    for (int pass = 0; pass < iteration.iterations(); pass++) {
      if (smooths) {
        before.copyFrom(x);
      }
      for (int[] views : subsets) {
        checkCancelled();
        correct(x, update, weight, views, iteration.relaxation());
        done++;
        progress.report("iterate", done, (long) subsets.size() * iteration.iterations());
      }
      long start = System.nanoTime();
      if (smooths) {
        variation.smooth(x, update, iteration.tvWeight() * x.distance(before, workers), workers);
      }
      smoothing += System.nanoTime() - start;
    }
    return smoothing;
  }

  private void correct(
      ColumnVolume x, ColumnVolume update, ColumnVolume weight, int[] views, double relaxation)
      throws ReconstructionException {
    float[][] images = new float[views.length][shadows.columns() * shadows.rows()];
    forward(x, views, images);
    workers.forEach(views.length, n -> replaceByResidual(views[n], images[n]));
    backward(views, images, update);
    float factor = (float) (relaxation * shadows.views() / views.length);
    workers.forEach(
        shadows.grid().sizeY(), j -> add(x.row(j), update.row(j), weight.row(j), factor));
  }

  /** Ax becomes gain · (p − Ax) / length. */
  private void replaceByResidual(int view, float[] image) {
    float[] p = measured[view];
    float[] gain = gains[view];
    int rows = shadows.rows();
    for (int n = 0; n < image.length; n++) {
      if (gain[n] == 0) {
        image[n] = 0;
      } else {
        int column = n / rows;
        double chord = shadows.chordMm(view, column, n % rows);
        image[n] = (float) (gain[n] * (p[n] - gain[n] * image[n]) / chord);
      }
    }
  }

  private static void add(float[] x, float[] update, float[] weight, float factor) {
    for (int n = 0; n < x.length; n++) {
      if (weight[n] > 0) {
        x[n] = Math.max(0, x[n] + factor * update[n] / weight[n]);
      }
    }
  }

  private void forward(ColumnVolume volume, int[] views, float[][] out)
      throws ReconstructionException {
    long start = System.nanoTime();
    pair.forward(volume, views, out);
    forwardNanos += System.nanoTime() - start;
  }

  private void backward(int[] views, float[][] images, ColumnVolume out)
      throws ReconstructionException {
    long start = System.nanoTime();
    pair.backward(views, images, out);
    backwardNanos += System.nanoTime() - start;
  }

  private void checkCancelled() throws ReconstructionException {
    if (progress.cancelled()) {
      throw new ReconstructionException(
          ReconstructionException.Kind.CANCELLED, "the reconstruction was cancelled");
    }
  }
}
