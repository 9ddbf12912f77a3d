package org.rotavox.recon;

import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a reconstruction.
 *
 * @param volume the volume; every value is finite
 * @param stages times of the stages, in order
 * @param warnings what the user should know, in words; empty if all was well
 * @param engine which engine did it
 * @param figures what it cost
 */
public record Reconstruction(
    Volume volume,
    List<StageTime> stages,
    List<String> warnings,
    String engine,
    ReconstructionFigures figures) {

  public Reconstruction {
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  /** The outcome without figures. */
  public Reconstruction(
      Volume volume, List<StageTime> stages, List<String> warnings, String engine) {
    this(volume, stages, warnings, engine, ReconstructionFigures.NONE);
  }

  /** Returns the same outcome with a stage before the others, which counts into the whole time. */
  public Reconstruction after(StageTime earlier) {
    List<StageTime> all = new ArrayList<>();
    all.add(earlier);
    all.addAll(stages);
    return new Reconstruction(
        volume, all, warnings, engine, figures.withSeconds(figures.seconds() + earlier.seconds()));
  }
}
