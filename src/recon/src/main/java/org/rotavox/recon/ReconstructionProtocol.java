package org.rotavox.recon;

import java.util.function.Consumer;

/**
 * How a run is reconstructed: everything that a user may choose.
 *
 * @param name the protocol's name, as rules refer to it
 * @param volume box and voxel size
 * @param window window of the ramp filter
 * @param cutoff frequency where the window ends, as a fraction of the Nyquist frequency, above 0 to
 *     1
 * @param truncation how rows are continued beyond the detector
 * @param beamHardening correction of the line integrals
 * @param ringSuppression whether detector columns and pixels that stand out in all views are evened
 * @param engine which engine
 * @param memoryLimitBytes the most memory that volume and working buffers may take together
 * @param calibration scale of the result
 * @param algorithm filtered back-projection or iterative
 * @param iteration settings of an iterative algorithm
 * @param softTissueHu value that soft tissue is set to where no image shows air
 * @param softTissueHu value that soft tissue is set to where no image shows air
 */
public record ReconstructionProtocol(
    String name,
    VolumeSize volume,
    FilterWindow window,
    double cutoff,
    Truncation truncation,
    BeamHardening beamHardening,
    boolean ringSuppression,
    Engine engine,
    long memoryLimitBytes,
    Calibration calibration,
    Algorithm algorithm,
    Iteration iteration,
    double softTissueHu) {

  /** The value of the grey and white matter of a head. */
  public static final double DEFAULT_SOFT_TISSUE_HU = 35;

  /** The memory limit of {@link #standard()}: 4 GiB. */
  public static final long DEFAULT_MEMORY_LIMIT_BYTES = 4L << 30;

  private static final long SMALLEST_MEMORY_LIMIT_BYTES = 16L << 20;

  public ReconstructionProtocol {
    if (!(cutoff > 0 && cutoff <= 1)) {
      throw new IllegalArgumentException("expected a cut-off above 0 up to 1, got " + cutoff);
    }
    if (memoryLimitBytes < SMALLEST_MEMORY_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "expected a memory limit of at least "
              + SMALLEST_MEMORY_LIMIT_BYTES
              + " bytes, got "
              + memoryLimitBytes);
    }
  }

  /** Returns the plain FDK: automatic volume, ramp filter to Nyquist, no corrections. */
  public static ReconstructionProtocol standard() {
    return new ReconstructionProtocol(
        "standard",
        VolumeSize.AUTOMATIC,
        FilterWindow.RAMP,
        1,
        Truncation.AUTO,
        BeamHardening.NONE,
        false,
        Engine.AUTO,
        DEFAULT_MEMORY_LIMIT_BYTES,
        Calibration.UNCALIBRATED,
        Algorithm.FDK,
        Iteration.STANDARD,
        DEFAULT_SOFT_TISSUE_HU);
  }

  /** Returns this protocol under another name. */
  public ReconstructionProtocol withName(String value) {
    return with(draft -> draft.name = value);
  }

  /** Returns this protocol with another volume. */
  public ReconstructionProtocol withVolume(VolumeSize value) {
    return with(draft -> draft.volume = value);
  }

  /** Returns this protocol with another filter. */
  public ReconstructionProtocol withFilter(FilterWindow newWindow, double newCutoff) {
    return with(
        draft -> {
          draft.window = newWindow;
          draft.cutoff = newCutoff;
        });
  }

  /** Returns this protocol with another treatment of truncated rows. */
  public ReconstructionProtocol withTruncation(Truncation value) {
    return with(draft -> draft.truncation = value);
  }

  /** Returns this protocol with or without ring suppression. */
  public ReconstructionProtocol withRingSuppression(boolean value) {
    return with(draft -> draft.ringSuppression = value);
  }

  /** Returns this protocol with another correction of beam hardening. */
  public ReconstructionProtocol withBeamHardening(BeamHardening value) {
    return with(draft -> draft.beamHardening = value);
  }

  /** Returns this protocol for another engine. */
  public ReconstructionProtocol withEngine(Engine value) {
    return with(draft -> draft.engine = value);
  }

  /** Returns this protocol with another memory limit, bytes. */
  public ReconstructionProtocol withMemoryLimit(long bytes) {
    return with(draft -> draft.memoryLimitBytes = bytes);
  }

  /** Returns this protocol with another scale. */
  public ReconstructionProtocol withCalibration(Calibration value) {
    return with(draft -> draft.calibration = value);
  }

  /** Returns this protocol as an iterative one. */
  public ReconstructionProtocol withOsSart(Iteration value) {
    return with(
        draft -> {
          draft.algorithm = Algorithm.OS_SART;
          draft.iteration = value;
        });
  }

  private ReconstructionProtocol with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** The same values, open to change. */
  private static final class Draft {

    private String name;
    private VolumeSize volume;
    private FilterWindow window;
    private double cutoff;
    private Truncation truncation;
    private BeamHardening beamHardening;
    private boolean ringSuppression;
    private Engine engine;
    private long memoryLimitBytes;
    private Calibration calibration;
    private Algorithm algorithm;
    private Iteration iteration;
    private double softTissueHu;

    Draft(ReconstructionProtocol of) {
      this.name = of.name;
      this.volume = of.volume;
      this.window = of.window;
      this.cutoff = of.cutoff;
      this.truncation = of.truncation;
      this.beamHardening = of.beamHardening;
      this.ringSuppression = of.ringSuppression;
      this.engine = of.engine;
      this.memoryLimitBytes = of.memoryLimitBytes;
      this.calibration = of.calibration;
      this.algorithm = of.algorithm;
      this.iteration = of.iteration;
      this.softTissueHu = of.softTissueHu;
    }

    ReconstructionProtocol finished() {
      return new ReconstructionProtocol(
          name,
          volume,
          window,
          cutoff,
          truncation,
          beamHardening,
          ringSuppression,
          engine,
          memoryLimitBytes,
          calibration,
          algorithm,
          iteration,
          softTissueHu);
    }
  }
}
