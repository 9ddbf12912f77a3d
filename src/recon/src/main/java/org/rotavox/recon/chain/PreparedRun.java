package org.rotavox.recon.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.orbit.FieldOfView;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.PixelWindow;
import org.rotavox.recon.orbit.WorkingAxes;

/**
 * A run made ready for any algorithm, before the first view is used: the axes that it is worked on
 * in, the volume's grid and field of view, level rows, and the steps that make line integrals of
 * its images.
 */
public final class PreparedRun {

  private static final int FEWEST_VIEWS = 3;

  /** Makes a step of a run, behind those that are made already; empty = the run needs none. */
  @FunctionalInterface
  private interface StepMaker {
    Optional<FrameStep> of(PreparedRun run, List<FrameStep> before) throws IOException;
  }

  /** The steps from intensities to line integrals. A correction is one line here. */
  private static final List<StepMaker> LINE_INTEGRALS =
      List.of(
          (run, before) ->
              Optional.of(new AirNormalization(run.detector(), run.stack.frames().air())),
          (run, before) -> Optional.of(new NegativeLogarithm()),
          (run, before) -> Optional.of(new BlankedPixels(run.detector().columns())),
          (run, before) ->
              run.protocol.ringSuppression()
                  ? Optional.of(RingSuppression.of(run.stack, before))
                  : Optional.empty(),
          (run, before) ->
              run.protocol.beamHardening().coefficients().isEmpty()
                  ? Optional.empty()
                  : Optional.of(new BeamHardeningStep(run.protocol.beamHardening())));

  private final ProjectionStack stack;
  private final ReconstructionProtocol protocol;
  private final WorkingAxes axes;
  private final VolumeGrid patientGrid;
  private final VolumeGrid grid;
  private final Orbit orbit;
  private final FieldOfView fieldOfView;
  private final HuScaling scaling;
  private final List<FrameStep> steps = new ArrayList<>();
  private final List<StepRecord> before;
  private final List<String> warnings = new ArrayList<>();
  private final double seconds;

  private PreparedRun(ProjectionStack stack, ReconstructionProtocol protocol, Workers workers)
      throws ReconstructionException, IOException {
    long start = System.nanoTime();
    this.protocol = protocol;
    this.axes = WorkingAxes.of(new Orbit(stack.trajectory()).axis());
    Trajectory trajectory = axes.apply(stack.trajectory());
    DetectorGrid detector = trajectory.detector();
    if (trajectory.views() < FEWEST_VIEWS || detector.columns() < 2 || detector.rows() < 2) {
      throw new ReconstructionException(
          ReconstructionException.Kind.UNSUITABLE,
          "expected at least 3 views of 2 × 2 pixels, got "
              + trajectory.views()
              + " of "
              + detector.columns()
              + " × "
              + detector.rows());
    }
    this.patientGrid = protocol.volume().gridFor(trajectory);
    this.grid = axes.apply(patientGrid);
    ProjectionStack asTaken = new ProjectionStack(trajectory, stack.frames());
    this.fieldOfView = FieldOfView.of(grid, trajectory, openWindow(asTaken), workers);
    Levelling levelling = Levelling.of(asTaken, new Orbit(trajectory));
    this.stack = levelling.stack();
    this.before = levelling.records();
    this.orbit = new Orbit(this.stack.trajectory());
    this.scaling = new HuScaling(fieldOfView, protocol.calibration());
    for (StepMaker maker : LINE_INTEGRALS) {
      maker.of(this, List.copyOf(steps)).ifPresent(steps::add);
    }
    this.seconds = (System.nanoTime() - start) * 1e-9;
  }

  /**
   * Makes a run ready. Reads three frames to see which part of the detector is open; all frames if
   * rings are to be suppressed.
   *
   * @throws ReconstructionException if the run is unsuitable
   */
  public static PreparedRun of(
      ProjectionStack stack, ReconstructionProtocol protocol, Workers workers)
      throws ReconstructionException, IOException {
    return new PreparedRun(stack, protocol, workers);
  }

  private PixelWindow openWindow(ProjectionStack ofStack) throws IOException {
    DetectorGrid detector = ofStack.trajectory().detector();
    int frames = ofStack.frames().frames();
    float[] image = new float[detector.rows() * detector.columns()];
    PixelWindow window = PixelWindow.whole(detector);
    for (int frame : new int[] {0, frames / 2, frames - 1}) {
      ofStack.frames().readIntensities(frame, image);
      PixelWindow seen = PixelWindow.around(image, detector);
      if (seen.isEmpty()) {
        warnings.add("frame " + (frame + 1) + " holds no valid pixel");
      } else {
        window = window.intersect(seen);
      }
    }
    return window;
  }

  /** Reads a view and makes line integrals of it, row by row; NaN = blanked. */
  public void readLineIntegrals(int view, float[] image) throws IOException {
    stack.frames().readIntensities(view, image);
    for (FrameStep step : steps) {
      step.apply(view, image);
    }
  }

  /** Returns the steps from intensities to line integrals, in their order. */
  public List<FrameStep> steps() {
    return List.copyOf(steps);
  }

  /** Returns the records of what is done up to line integrals. */
  public List<StepRecord> records() {
    List<StepRecord> records = new ArrayList<>(before);
    steps.forEach(step -> records.addAll(step.records()));
    return records;
  }

  /** Returns the scale of the volume: without a measured I₀ no calibration holds. */
  public ValueScale scale() {
    return stack.frames().air().isMeasured()
        ? protocol.calibration().scale()
        : ValueScale.UNCALIBRATED;
  }

  /** Returns the step from attenuation to values. */
  public HuScaling scaling() {
    return scaling;
  }

  /** Returns the images with level rows, on the working axes. */
  public ProjectionStack stack() {
    return stack;
  }

  /** Returns the protocol. */
  public ReconstructionProtocol protocol() {
    return protocol;
  }

  /** Returns the grid that is filled: the volume's, its axes exchanged where the run needs it. */
  public VolumeGrid grid() {
    return grid;
  }

  /** Returns the way around the object, on the working axes. */
  public Orbit orbit() {
    return orbit;
  }

  /** Returns which voxels are reconstructed. */
  public FieldOfView fieldOfView() {
    return fieldOfView;
  }

  /** Returns the grid of the images with level rows. */
  public DetectorGrid detector() {
    return stack.trajectory().detector();
  }

  /** Returns the number of views. */
  public int views() {
    return orbit.size();
  }

  /** Returns what the user should know about the images, in words. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the finished volume over the patient's axes. */
  public Volume toPatient(Volume volume) {
    return axes.toPatient(volume, patientGrid);
  }

  /** Returns the memory that {@link #toPatient} takes, bytes. */
  public long toPatientBytes() {
    return axes == WorkingAxes.PATIENT ? 0 : 4 * grid.voxelCount();
  }

  /** Returns the time that this took, seconds. */
  public double seconds() {
    return seconds;
  }
}
