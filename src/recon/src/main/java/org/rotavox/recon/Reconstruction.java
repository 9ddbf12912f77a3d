package org.rotavox.recon;

import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a reconstruction.
 *
 * @param volume the volume; every value is finite
 * @param stages times of the stages, in order
 * @param warnings what the user should know, in words; empty if all was well
 * @param provenance what was done, and on which engine
 * @param figures what it cost
 */
public record Reconstruction(
    Volume volume,
    List<StageTime> stages,
    List<String> warnings,
    Provenance provenance,
    ReconstructionFigures figures) {

  public Reconstruction {
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  /** Returns which engine did it. */
  public String engine() {
    return provenance.engine();
  }

  /** Returns the same outcome with a stage before the others, which counts into the whole time. */
  public Reconstruction after(StageTime earlier) {
    List<StageTime> all = new ArrayList<>();
    all.add(earlier);
    all.addAll(stages);
    return new Reconstruction(
        volume,
        all,
        warnings,
        provenance,
        figures.withSeconds(figures.seconds() + earlier.seconds()));
  }

  /** Returns the same outcome with what happened before, in words. */
  public Reconstruction withReports(List<String> reports) {
    List<String> all = new ArrayList<>(reports);
    all.addAll(warnings);
    return new Reconstruction(volume, stages, all, provenance, figures);
  }
}
