package org.rotavox.recon.fdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.chain.AirNormalization;
import org.rotavox.recon.chain.BeamHardeningStep;
import org.rotavox.recon.chain.BlankedPixels;
import org.rotavox.recon.chain.CutRows;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.chain.NegativeLogarithm;
import org.rotavox.recon.chain.RingSuppression;
import org.rotavox.recon.detector.Rectification;
import org.rotavox.recon.orbit.FieldOfView;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.PixelWindow;
import org.rotavox.recon.orbit.ShortScanWeights;
import org.rotavox.recon.orbit.WorkingAxes;

/**
 * Everything about one filtered back-projection that is known before the first view is filtered:
 * the chain of steps, the weights, the volume's grid and field of view, the virtual detectors.
 *
 * <p>The algorithm is Feldkamp, Davis and Kress (J. Opt. Soc. Am. A 1(6), 1984) for any 3×4
 * matrices.
 */
public final class FdkPlan {

  private static final int FEWEST_VIEWS = 3;

  private final ProjectionStack stack;
  private final ReconstructionProtocol protocol;
  private final WorkingAxes axes;
  private final VolumeGrid patientGrid;
  private final VolumeGrid grid;
  private final Orbit orbit;
  private final ShortScanWeights redundancy;
  private final List<FrameStep> steps = new ArrayList<>();
  private final FieldOfView fieldOfView;
  private final Rectification rectification;
  private final List<String> warnings = new ArrayList<>();
  private final Truncation truncation;
  private final double seconds;

  private FdkPlan(ProjectionStack stack, ReconstructionProtocol protocol)
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
    this.fieldOfView = FieldOfView.of(grid, trajectory, openWindow(asTaken));
    this.stack = Levelling.of(asTaken, new Orbit(trajectory));
    this.orbit = new Orbit(this.stack.trajectory());
    this.redundancy = new ShortScanWeights(orbit);
    warnings.addAll(redundancy.warnings());
    if (protocol.algorithm() == Algorithm.FDK) {
      warnings.addAll(orbit.warnings());
    }
    this.rectification =
        new Rectification(
            orbit, this.stack.trajectory().matrices(), detector(), grid, fieldOfView.reachMm());
    addSteps(detector());
    this.truncation = truncationOf(protocol);
    this.seconds = (System.nanoTime() - start) * 1e-9;
  }

  /**
   * Plans the reconstruction of a run. Reads three frames to see which part of the detector is
   * open; all frames if rings are to be suppressed.
   *
   * @throws ReconstructionException if the run is unsuitable
   */
  public static FdkPlan of(ProjectionStack stack, ReconstructionProtocol protocol)
      throws ReconstructionException, IOException {
    return new FdkPlan(stack, protocol);
  }

  private PixelWindow openWindow(ProjectionStack stack) throws IOException {
    DetectorGrid detector = stack.trajectory().detector();
    int frames = stack.frames().frames();
    float[] image = new float[detector.rows() * detector.columns()];
    PixelWindow window = PixelWindow.whole(detector);
    for (int frame : new int[] {0, frames / 2, frames - 1}) {
      stack.frames().readIntensities(frame, image);
      PixelWindow seen = PixelWindow.around(image, detector);
      if (seen.isEmpty()) {
        warnings.add("frame " + (frame + 1) + " holds no valid pixel");
      } else {
        window = window.intersect(seen);
      }
    }
    return window;
  }

  private void addSteps(DetectorGrid detector) throws IOException {
    steps.add(new AirNormalization(detector, stack.frames().unattenuated()));
    steps.add(new NegativeLogarithm());
    steps.add(new BlankedPixels(detector.columns()));
    if (protocol.ringSuppression()) {
      steps.add(RingSuppression.of(stack, List.copyOf(steps)));
    }
    if (!protocol.beamHardening().coefficients().isEmpty()) {
      steps.add(new BeamHardeningStep(protocol.beamHardening()));
    }
  }

  /** An iterative reconstruction looks for itself at what lies beyond the rows. */
  private Truncation truncationOf(ReconstructionProtocol ofProtocol) throws IOException {
    if (ofProtocol.truncation() != Truncation.AUTO || ofProtocol.algorithm() != Algorithm.FDK) {
      return ofProtocol.truncation();
    }
    return CutRows.any(stack, List.copyOf(steps)) ? Truncation.WATER_CYLINDER : Truncation.NONE;
  }

  /** Returns the grid that is filled: the volume's, its axes exchanged where the run needs it. */
  public VolumeGrid grid() {
    return grid;
  }

  /** Returns the finished volume over the patient's axes. */
  public Volume toPatient(Volume volume) {
    return axes.toPatient(volume, patientGrid);
  }

  /** Returns which voxels are reconstructed. */
  public FieldOfView fieldOfView() {
    return fieldOfView;
  }

  /** Returns the virtual detectors. */
  public Rectification rectification() {
    return rectification;
  }

  /** Returns the protocol. */
  public ReconstructionProtocol protocol() {
    return protocol;
  }

  /** Returns the number of views. */
  public int views() {
    return orbit.size();
  }

  /** Returns what the user should know about the run, in words. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the bytes of one rectified view. */
  public long viewBytes() {
    return 4L * rectification.columns() * rectification.rows();
  }

  /**
   * Returns the bytes that the CPU needs besides the volume: views on their way, working arrays.
   */
  public long preparationBytes(int threads, int batchViews) {
    return 2L * Math.min(batchViews, views()) * viewBytes()
        + threads * ViewPreparation.workingBytes(this)
        + (axes == WorkingAxes.PATIENT ? 0 : 4 * grid.voxelCount())
        + 8L * grid.sliceVoxels();
  }

  /** Returns the time that planning took, seconds. */
  public double seconds() {
    return seconds;
  }

  /** Returns how rows are continued; what a protocol leaves open is decided. */
  Truncation truncation() {
    return truncation;
  }

  public ProjectionStack stack() {
    return stack;
  }

  public Orbit orbit() {
    return orbit;
  }

  ShortScanWeights redundancy() {
    return redundancy;
  }

  public List<FrameStep> steps() {
    return steps;
  }

  public DetectorGrid detector() {
    return stack.trajectory().detector();
  }
}
